import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenVerifier } from './token-verifier.ts';

/*
 * Prints what the verification of a token costs, as JSON: CPU of this process in µs, of a token that is seen for the first
 * time and of one that is known. Each is the median of some rounds over different tokens.
 */

const TOKENS = 1000;
const ROUNDS = 15;
/** Until the code is compiled. */
const WARM_UP_ROUNDS = 5;
const ISSUER = 'http://localhost:8000';
const AUDIENCE = 'shopmesh';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }];
const server = createServer((_, response) => response.end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
await once(server, 'listening');
const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** As the user service makes them. */
function accessToken(): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    scope: 'shop',
    roles: ['customer'],
    iss: ISSUER,
    aud: AUDIENCE,
    sub: randomUUID(),
    iat,
    exp: iat + 600,
  };
  const header = encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'bench' });
  const signed = `${header}.${encoded({ ...claims, jti: randomUUID() })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

async function cpuUsEach(verifier: TokenVerifier, tokens: readonly string[]): Promise<number> {
  const before = process.cpuUsage();
  for (const token of tokens) await verifier.verify(token);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / tokens.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const [first, ...tokens] = Array.from({ length: TOKENS + 1 }, accessToken);
const missUs: number[] = [];
const hitUs: number[] = [];
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
  const verifier = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, jwksUrl });
  // Fetches the keys.
  await verifier.verify(first!);
  // A request brings its token as a text of its own, not as the one that was remembered.
  const arriving = tokens.map((token) => Buffer.from(token).toString('latin1'));
  const miss = await cpuUsEach(verifier, tokens);
  const hit = await cpuUsEach(verifier, arriving);
  if (round < 0) continue;
  missUs.push(miss);
  hitUs.push(hit);
}
console.log(JSON.stringify({ missUs: median(missUs), hitUs: median(hitUs) }));
server.closeAllConnections();
server.close();
