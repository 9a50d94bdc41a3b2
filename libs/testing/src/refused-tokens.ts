import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';

/** An issuer's key, and whose tokens are good. */
export type Signer = { kid: string; privateKey: KeyObject; issuer: string; audience: string };

type Part = Record<string, unknown>;
/** @returns the signature */
type Sign = (signed: string) => Buffer;

/** An access token that every service must accept. */
export function goodToken(signer: Signer): string {
  return tokenOf(headerOf(signer), claimsOf(signer), rs256(signer.privateKey));
}

/** Tokens that no service may accept, each by what is wrong with it, and with nothing else wrong. */
export function refusedTokens(signer: Signer): [what: string, token: string][] {
  const { kid, privateKey, issuer } = signer;
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const head = headerOf(signer);
  const claims = claimsOf(signer);
  const now = claims.iat;
  const good = goodToken(signer);
  const [goodHeader, , goodSignature] = good.split('.');
  const byHeader = (header: Part, by: Sign = rs256(privateKey)) => tokenOf({ ...head, ...header }, claims, by);
  const byStranger = (header: Part) => byHeader(header, rs256(stranger.privateKey));
  const byClaims = (changed: Part, header: Part = {}) =>
    tokenOf({ ...head, ...header }, { ...claims, ...changed }, rs256(privateKey));
  return [
    ['no algorithm, no signature', byHeader({ alg: 'none' }, () => Buffer.alloc(0))],
    ['no algorithm, oddly spelled', byHeader({ alg: 'nOnE' }, () => Buffer.alloc(0))],
    ['no algorithm, with a signature', byHeader({ alg: 'none' })],
    ['HS256 with the public key as its secret', byHeader({ alg: 'HS256' }, hs256WithPublicKey(privateKey))],
    ['RS384', byHeader({ alg: 'RS384' }, (text) => sign('sha384', Buffer.from(text), privateKey))],
    ['PS256', byHeader({ alg: 'PS256' }, ps256(privateKey))],
    ['a key id that the issuer does not have', byHeader({ kid: 'unknown' })],
    ['a key id like a path', byHeader({ kid: '../../../../dev/null' })],
    ['a key id like a statement', byHeader({ kid: "' OR '1'='1" })],
    ['no key id', byHeader({ kid: undefined })],
    ['a key of its own behind jku', byStranger({ jku: `${issuer}/../jwks` })],
    ['a key of its own behind x5u', byStranger({ x5u: 'https://example.com/key.pem' })],
    ['a key of its own in jwk', byStranger({ jwk: stranger.publicKey.export({ format: 'jwk' }) })],
    ['the signature of a stranger', byStranger({})],
    ['an extension that must be understood', byHeader({ crit: ['b64'], b64: true })],
    [
      'another payload than was signed',
      [goodHeader, encoded({ ...claims, roles: ['admin'] }), goodSignature].join('.'),
    ],
    ['no signature', `${good.slice(0, good.lastIndexOf('.'))}.`],
    ['a part too many', `${good}.${goodSignature}`],
    ['a time that is over', byClaims({ iat: now - 700, exp: now - 100 })],
    ['a time that ends now', byClaims({ exp: now })],
    ['a time that is to come', byClaims({ nbf: now + 300 })],
    ['no end', byClaims({ exp: undefined })],
    ['an end that is no number', byClaims({ exp: String(now + 600) })],
    ['another audience', byClaims({ aud: 'another-shop' })],
    ['a list of other audiences', byClaims({ aud: ['another-shop', 'a-third'] })],
    ['no audience', byClaims({ aud: undefined })],
    ['another issuer', byClaims({ iss: 'https://issuer.example.com' })],
    ['almost our issuer', byClaims({ iss: `${issuer}/` })],
    ['no issuer', byClaims({ iss: undefined })],
    ['nobody it is about', byClaims({ sub: undefined })],
    ['the type of any JWT', byHeader({ typ: 'JWT' })],
    ['no type', byHeader({ typ: undefined })],
    ['the shape of an ID token', byClaims({ aud: 'a-client', nonce: 'n', auth_time: now }, { typ: undefined })],
    ['the type of a logout token', byHeader({ typ: 'logout+jwt' })],
    ['the shape of a refresh token', randomBytes(32).toString('base64url')],
    ['a payload that is no object', tokenOf(head, [claims], rs256(privateKey))],
    ['more text than any of ours', byClaims({ padding: 'x'.repeat(5000) })],
    ['the key id in a list', byHeader({ kid: [kid] })],
  ];
}

function headerOf({ kid }: Signer): Part {
  return { alg: 'RS256', typ: 'at+jwt', kid };
}

function claimsOf({ issuer, audience }: Signer) {
  const iat = Math.floor(Date.now() / 1000);
  const about = { iss: issuer, aud: audience, sub: randomUUID(), scope: 'shop', roles: ['customer'] };
  return { ...about, iat, exp: iat + 600, jti: randomUUID() };
}

function tokenOf(header: Part, claims: unknown, by: Sign): string {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${by(signed).toString('base64url')}`;
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function rs256(key: KeyObject): Sign {
  return (text) => sign('sha256', Buffer.from(text), key);
}

function ps256(key: KeyObject): Sign {
  return (text) => sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
}

function hs256WithPublicKey(privateKey: KeyObject): Sign {
  const pem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  return (text) => createHmac('sha256', pem).update(text).digest();
}
