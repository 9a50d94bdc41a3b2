import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KongAdmin } from '@shopmesh/kong-admin-client';
import { createLogger } from '@shopmesh/telemetry';
import { GatewaySync } from './gateway-sync.ts';
import { KongNode } from './node.ts';

/** The stand-in for Kong, as a process of its own. */
const GATEWAY = join(import.meta.dirname, '../../local-gateway/src/main.ts');
const EMPTY = '_format_version: "3.0"\nroutes: [{ name: r, paths: [/], plugins: [{ name: request-termination }] }]\n';
const template = (status: number) => `
_format_version: "3.0"
consumers: [{ username: shopmesh-users }]
routes:
- name: r
  paths: [/]
  plugins:
  - { name: jwt, config: { key_claim_name: kid, claims_to_verify: [exp] } }
  - { name: request-termination, config: { status_code: ${status} } }
`;
const log = createLogger('test', 'silent');
const newKey = (kid: string) => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });
type Key = ReturnType<typeof newKey>;
const [first, second] = [newKey('k1'), newKey('k2')];

const folder = mkdtempSync(join(tmpdir(), 'gateway-sync-'));
const file = join(folder, 'kong.yml');
let issuer: Server;
let published: Key[];
const gateways: Gateway[] = [];

beforeAll(async () => {
  const jwk = ({ kid, publicKey }: Key) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' });
  issuer = createServer((_, response) => response.end(JSON.stringify({ keys: published.map(jwk) }))).listen(
    0,
    '127.0.0.1',
  );
  await once(issuer, 'listening');
  writeFileSync(join(folder, 'empty.yml'), EMPTY);
});
beforeEach(() => {
  published = [first];
  writeFileSync(file, template(200));
});
afterEach(() => gateways.splice(0).forEach(({ process }) => process.kill('SIGKILL')));
afterAll(() => {
  issuer.closeAllConnections();
  issuer.close();
  rmSync(folder, { recursive: true });
});

type Gateway = { process: ChildProcess; port: number; adminPort: number };

async function startGateway(adminPort?: number): Promise<Gateway> {
  const admin = adminPort ?? (await freePort());
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  const args = ['--config', join(folder, 'empty.yml'), '--port', '0', '--admin-port', String(admin)];
  const child = spawn(process.execPath, [...flags, GATEWAY, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const listening = await lineWith(child.stdout, 'gateway listens');
  const gateway = { process: child, port: (JSON.parse(listening) as { port: number }).port, adminPort: admin };
  gateways.push(gateway);
  return gateway;
}

function lineWith(output: Readable, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    output.on('data', (chunk) => {
      all += String(chunk);
      const line = all.split('\n').find((one) => one.includes(text));
      if (line) resolve(line);
    });
    output.once('end', () => reject(new Error(`ended after: ${all}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

function synchronizing(...adminPorts: number[]): { sync: GatewaySync; nodes: KongNode[] } {
  const urls = adminPorts.map((port) => `http://127.0.0.1:${port}`);
  const nodes = urls.map((url) => new KongNode(url, new KongAdmin({ url, timeoutMs: 2000 }), log));
  const jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  return { sync: new GatewaySync({ KONG_FILE: file, JWKS_URL: jwks, SYNC_SECONDS: 0.1 }, nodes, log), nodes };
}

/** The status that a token signed with a key gets. */
async function ask({ port }: Gateway, { kid, privateKey }: { kid: string; privateKey: KeyObject }): Promise<number> {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid })}.${part({ exp: Math.floor(Date.now() / 1000) + 60 })}`;
  const token = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

describe('gateway-sync', () => {
  it('gives every node the configuration with the keys, and the next ones when they change', async () => {
    const [one, other] = [await startGateway(), await startGateway()];
    const { sync } = synchronizing(one.adminPort, other.adminPort);
    expect([await sync.round(), sync.isReady]).toEqual([true, true]);
    for (const node of [one, other]) expect([await ask(node, first), await ask(node, second)]).toEqual([200, 401]);
    published = [first, second];
    await sync.round();
    for (const node of [one, other]) expect([await ask(node, first), await ask(node, second)]).toEqual([200, 200]);
    published = [second];
    await sync.round();
    expect([await ask(one, first), await ask(one, second)]).toEqual([401, 200]);
  });

  it('leaves a node alone that is right, and mends one that was restarted', async () => {
    const before = await startGateway();
    const { nodes } = synchronizing(before.adminPort);
    const wanted = { configuration: EMPTY.replace('{ name: request-termination }', '{ name: cors }'), kids: [] };
    expect(await nodes[0]!.keepAt(wanted)).toBe('changed');
    expect(await nodes[0]!.keepAt(wanted)).toBe('right');
    before.process.kill('SIGKILL');
    await once(before.process, 'exit');
    await startGateway(before.adminPort);
    expect(await nodes[0]!.keepAt(wanted)).toBe('repaired');
  });

  it('goes on by itself: a node that comes up later is served soon', async () => {
    const adminPort = await freePort();
    const { sync } = synchronizing(adminPort);
    sync.start();
    try {
      expect(sync.isReady).toBe(false);
      const late = await startGateway(adminPort);
      for (let tries = 0; (await ask(late, first)) !== 200 && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect([await ask(late, first), sync.isReady]).toEqual([200, true]);
    } finally {
      await sync.stop();
    }
  });

  it('leaves the old configuration serving when the new one is bad', async () => {
    const gateway = await startGateway();
    const { sync } = synchronizing(gateway.adminPort);
    await sync.round();
    for (const bad of [template(99), 'consumers: []', '{{{', template(200).replace('request-termination', 'nope')]) {
      writeFileSync(file, bad);
      expect(await sync.round()).toBe(false);
      expect(await ask(gateway, first)).toBe(200);
    }
    writeFileSync(file, template(202));
    expect([await sync.round(), await ask(gateway, first)]).toEqual([true, 202]);
  });

  it('takes no keys away when the issuer has none to show', async () => {
    const gateway = await startGateway();
    const { sync } = synchronizing(gateway.adminPort);
    await sync.round();
    published = [];
    expect([await sync.round(), await ask(gateway, first)]).toEqual([false, 200]);
  });

  it('serves the nodes that it reaches when one is away', async () => {
    const gateway = await startGateway();
    const { sync } = synchronizing(await freePort(), gateway.adminPort);
    expect([await sync.round(), sync.isReady, await ask(gateway, first)]).toEqual([false, false, 200]);
  });
});
