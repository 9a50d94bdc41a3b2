import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseKongFile } from './config/kong-file.ts';
import { Gateway } from './gateway.ts';
import { Runtime } from './runtime.ts';
import { SigningKeys, USERS_CONSUMER } from './signing-keys.ts';

const COOLDOWN_MS = 200;
const jwk = (kid: string) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' };
};
const [A, B] = [jwk('a'), jwk('b')];
const configuration = parseKongFile(`
_format_version: "3.0"
consumers: [{ username: ${USERS_CONSUMER} }]
routes: [{ name: r, paths: [/], plugins: [{ name: jwt, config: { key_claim_name: kid } }, { name: request-termination }] }]`);

let published: unknown[], cacheControl: string, fetches: number;
let server: Server, runtime: Runtime, keys: SigningKeys;
const kids = () => [...runtime.fetchedSecrets.keys()];

beforeEach(async () => {
  [published, cacheControl, fetches] = [[A], 'public, max-age=300', 0];
  server = createServer((_, response) => {
    fetches++;
    response.setHeader('cache-control', cacheControl).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  runtime = new Runtime();
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
  keys = new SigningKeys(url, runtime, () => configuration.consumers[0], COOLDOWN_MS);
  keys.start();
  while (!keys.ready) await sleep(5);
});
afterEach(() => {
  keys.stop();
  server.closeAllConnections();
  server.close();
});

describe('signing keys', () => {
  it('are fetched early when a token names an unknown one, which is refused as Kong does', async () => {
    const gateway = new Gateway(configuration, runtime);
    const url = `http://127.0.0.1:${await gateway.listen(0, '127.0.0.1')}/`;
    published = [B, A];
    await sleep(COOLDOWN_MS);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const authorization = `Bearer ${part({ alg: 'RS256', kid: 'b' })}.${part({})}.c2ln`;
    expect((await fetch(url, { headers: { authorization } })).status).toBe(401);
    await sleep(COOLDOWN_MS / 2);
    await gateway.stop();
    expect([kids(), fetches]).toEqual([['b', 'a'], 2]);
  });

  it('are not asked for more often than the cool-down allows, whatever tokens name', async () => {
    const end = performance.now() + 5 * COOLDOWN_MS;
    while (performance.now() < end) {
      runtime.onUnknownKey();
      await sleep(1);
    }
    expect(fetches).toBeGreaterThan(2);
    expect(fetches).toBeLessThanOrEqual(6);
  });

  it('are fetched again when the list is as old as the issuer lets it become', async () => {
    cacheControl = 'public, max-age=1';
    await sleep(COOLDOWN_MS);
    runtime.onUnknownKey();
    await sleep(COOLDOWN_MS / 2);
    published = [B];
    await sleep(1200);
    expect(kids()).toEqual(['b']);
  });
});
