import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listenOnLoopback } from '@shopmesh/testing';
import { IssuerKeys } from './issuer-keys.ts';

const MINUTE_MS = 60_000;
const jwk = (kid: string, bits = 2048) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
};
const [A, B] = [jwk('a'), jwk('b')];

let published: unknown[], status: number, cacheControl: string | undefined;
let fetches: number, nowMs: number;
let keys: IssuerKeys, server: ReturnType<typeof createServer>;

beforeEach(async () => {
  [published, status, cacheControl, fetches, nowMs] = [[A], 200, 'public, max-age=300', 0, 0];
  server = createServer((_, response) => {
    fetches++;
    if (cacheControl) response.setHeader('cache-control', cacheControl);
    response.writeHead(status).end(JSON.stringify({ keys: published }));
  });
  keys = new IssuerKeys(await listenOnLoopback(server), () => nowMs);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const has = async (kid: string) => (await keys.find(kid)) !== undefined;
/** Lets a fetch end that nobody waits for. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('the keys of an issuer', () => {
  it('are fetched once for all who ask', async () => {
    expect(await Promise.all(Array.from({ length: 50 }, () => has('a')))).toEqual(Array(50).fill(true));
    expect([await has('a'), fetches]).toEqual([true, 1]);
  });

  it('are looked for at once when a token names a new one, and the token waits', async () => {
    await has('a');
    nowMs += 5_000;
    published = [A, B];
    expect([await has('b'), fetches]).toEqual([true, 2]);
  });

  it('are asked for once in five seconds, however many key ids are made up', async () => {
    for (let second = 0; second < 60; second++, nowMs += 1000) {
      await Promise.all(Array.from({ length: 20 }, (_, at) => has(`garbage-${second}-${at}`)));
    }
    expect(fetches).toBe(12);
  });

  it('are fetched again when the issuer says, and nobody waits for it', async () => {
    await has('a');
    published = [B];
    nowMs += 299_999;
    await has('a');
    expect(fetches).toBe(1);
    nowMs += 1;
    expect(await has('a')).toBe(true);
    await settled();
    expect([fetches, await has('a')]).toEqual([2, false]);
  });

  it('are good for five minutes when the issuer does not say', async () => {
    cacheControl = undefined;
    await has('a');
    nowMs += 5 * MINUTE_MS - 1;
    await has('a');
    await settled();
    expect(fetches).toBe(1);
    nowMs += 1;
    await has('a');
    await settled();
    expect(fetches).toBe(2);
  });

  it('go on being used while the issuer is away, but not for longer than ten minutes', async () => {
    await has('a');
    status = 503;
    nowMs += 10 * MINUTE_MS - 1;
    expect(await has('a')).toBe(true);
    await settled();
    nowMs += 1000;
    await expect(has('a')).rejects.toThrow('it answered 503');
  });

  it('are there a second after the issuer is back', async () => {
    status = 503;
    await expect(has('a')).rejects.toThrow('it answered 503');
    status = 200;
    await expect(has('a')).rejects.toThrow('it answered 503');
    nowMs += 1000;
    expect([await has('a'), fetches]).toEqual([true, 2]);
  });

  it('are not known once the issuer has taken them back, though they were cached for longer', async () => {
    cacheControl = 'max-age=86400';
    await has('a');
    published = [B];
    nowMs += 10 * MINUTE_MS;
    expect(await has('a')).toBe(false);
  });

  it('are RSA keys for signatures, and long enough', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    published = [
      { ...publicKey.export({ format: 'jwk' }), kid: 'elliptic' },
      { ...B, kid: 'encryption', use: 'enc' },
      { ...B, kid: 'rs512', alg: 'RS512' },
      { ...B, kid: undefined },
      jwk('short', 1024),
      A,
    ];
    expect(await Promise.all(['a', 'elliptic', 'encryption', 'rs512', 'short'].map(has))).toEqual([
      true,
      ...Array<boolean>(4).fill(false),
    ]);
  });
});
