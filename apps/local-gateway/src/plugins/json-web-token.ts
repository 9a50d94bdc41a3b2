import { constants, createHmac, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import type { JwtSecret } from '../config/entity.ts';
import type { JwtAlgorithm } from '../config/kong-file.schema.ts';

/** A token taken apart; nothing in it is verified yet. */
export interface ParsedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: Buffer;
}

type Verifier = (signed: string, signature: Buffer, key: string | KeyObject) => boolean;

/** A token on which Kong's jwt raises an error instead of refusing it, so that the client sees a 500. */
export class TokenFault extends Error {}

const hmac =
  (hash: string): Verifier =>
  (signed, signature, key) => {
    const expected = createHmac(hash, key).update(signed).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  };

const rsa =
  (hash: string): Verifier =>
  (signed, signature, key) =>
    verify(hash, Buffer.from(signed), key, signature);

const pss =
  (hash: string): Verifier =>
  (signed, signature, key) => {
    if (signature.length !== 256) throw new TokenFault();
    return verify(
      hash,
      Buffer.from(signed),
      { key: key as KeyObject, padding: constants.RSA_PKCS1_PSS_PADDING },
      signature,
    );
  };

const ecdsa =
  (hash: string, bytes: number): Verifier =>
  (signed, signature, key) => {
    if (signature.length !== bytes) throw new TokenFault();
    return verify(hash, Buffer.from(signed), { key: key as KeyObject, dsaEncoding: 'ieee-p1363' }, signature);
  };

const VERIFIERS: Readonly<Record<JwtAlgorithm, Verifier>> = {
  HS256: hmac('sha256'),
  HS384: hmac('sha384'),
  HS512: hmac('sha512'),
  RS256: rsa('sha256'),
  RS384: rsa('sha384'),
  RS512: rsa('sha512'),
  ES256: ecdsa('sha256', 64),
  ES384: ecdsa('sha384', 96),
  ES512: ecdsa('sha512', 132),
  PS256: pss('sha256'),
  PS384: pss('sha384'),
  PS512: pss('sha512'),
  EdDSA: (signed, signature, key) => verify(null, Buffer.from(signed), key, signature),
};

/** Strict base64url: padding ends the text, a foreign character or an impossible length gives undefined. */
function decodeBase64url(text: string): Buffer | undefined {
  const end = text.indexOf('=');
  const bare = end < 0 ? text : text.slice(0, end);
  return bare.length % 4 !== 1 && /^[\w-]*$/.test(bare) ? Buffer.from(bare, 'base64url') : undefined;
}

function decodeJson(text: string): unknown {
  const bytes = decodeBase64url(text);
  if (!bytes) throw new SyntaxError('not base64url');
  return JSON.parse(bytes.toString());
}

/** Splits and decodes a token. A string says what is wrong with it, in Kong's words. @throws TokenFault */
export function parseToken(token: string): ParsedToken | string {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 0 || second < 0) return 'invalid JSON';
  let header: unknown;
  let claims: unknown;
  try {
    header = decodeJson(token.slice(0, first));
    claims = decodeJson(token.slice(first + 1, second));
  } catch {
    return 'invalid JSON';
  }
  if (typeof header === 'string') return 'invalid alg';
  if (!isObject(header)) throw new TokenFault();
  if (typeof header['alg'] !== 'string' || !Object.hasOwn(VERIFIERS, header['alg'])) return 'invalid alg';
  if (claims === false) return 'invalid claims';
  const signature = decodeBase64url(token.slice(second + 1));
  if (!signature) return 'invalid signature';
  if (!isObject(claims)) throw new TokenFault();
  return { header, claims, signed: token.slice(0, second), signature };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** @throws TokenFault for ES* and PS* signatures of a wrong length */
export function isSignedBy(token: ParsedToken, secret: JwtSecret, secretIsBase64: boolean): boolean {
  const verifier = VERIFIERS[secret.algorithm];
  if (secret.publicKey) return verifier(token.signed, token.signature, secret.publicKey);
  const text = secret.secret!;
  const key = secretIsBase64 ? Buffer.from(text, 'base64url').toString('latin1') : text;
  return verifier(token.signed, token.signature, key);
}
