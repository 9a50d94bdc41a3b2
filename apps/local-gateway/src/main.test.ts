import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const MAIN = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
const running: ChildProcess[] = [];

afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true }));

interface Process {
  readonly child: ChildProcess;
  /** Everything written so far. */
  output(): string;
  /** The exit code. */
  readonly exited: Promise<number | null>;
  /** Resolves with the first log line that holds the text. */
  line(text: string): Promise<Record<string, unknown>>;
}

function run(...args: string[]): Process {
  const child = spawn(process.execPath, [
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    MAIN,
    ...args,
  ]);
  running.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = async (text: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const found = output.split('\n').find((one) => one.startsWith('{') && one.includes(text));
      if (found) return JSON.parse(found) as Record<string, unknown>;
      if (child.exitCode !== null) throw new Error(output);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, exited, line, output: () => output };
}

function configFile(text: string): string {
  const file = join(folder, `${Math.random()}.yml`);
  writeFileSync(file, `_format_version: "3.0"\n${text}`);
  return file;
}

const TERMINATED = (status: number) =>
  `routes: [{name: r, paths: [/], plugins: [{name: request-termination, config: {status_code: ${status}}}]}]`;

describe('the command', () => {
  it('explains itself', async () => {
    const { exited, output } = run('--help');
    expect(await exited).toBe(0);
    expect(output()).toContain('--limit-factor');
  });

  it('refuses an option that it does not know', async () => {
    const { exited, output } = run('--confg', 'x');
    expect(await exited).toBe(1);
    expect(output()).toContain("Unknown option '--confg'");
  });

  it('does not start with a configuration that it does not understand', async () => {
    const { exited, output } = run(
      '--config',
      configFile('plugins: [{name: cors, config: {orgins: []}}]'),
      '--port',
      '0',
    );
    expect(await exited).toBe(1);
    expect(output()).toContain('  plugins[0] (cors): unknown field "orgins"');
  });

  it('names a port that is taken, and the way out', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    const { exited, output } = run('--config', configFile(''), '--port', String(port));
    expect(await exited).toBe(1);
    expect(output()).toContain(
      `Port ${port} is taken by another process: stop that one, or choose another port with --port`,
    );
    server.close();
  });

  it('reads the file again on SIGHUP, and keeps the old configuration when the new one is bad', async () => {
    const file = configFile(TERMINATED(201));
    const gateway = run('--config', file, '--port', '0');
    const { port } = await gateway.line('gateway listens');
    const status = async () => (await fetch(`http://127.0.0.1:${String(port)}/`)).status;
    expect(await status()).toBe(201);
    writeFileSync(file, 'nonsense: true');
    gateway.child.kill('SIGHUP');
    expect(await gateway.line('not reloaded')).toMatchObject({
      level: 'error',
      problems: expect.arrayContaining(['file: unknown field "nonsense"']),
    });
    expect(await status()).toBe(201);
    writeFileSync(file, `_format_version: "3.0"\n${TERMINATED(202)}`);
    gateway.child.kill('SIGHUP');
    await gateway.line('configuration reloaded');
    expect(await status()).toBe(202);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exited).toBe(0);
  });

  it('takes the signing keys from a key set that comes up later, and is not ready before', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keySet = createServer((_request, response) =>
      response.end(JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] })),
    );
    const [keyPort, statusPort] = [await freePort(), await freePort()];
    const file = configFile(`
consumers: [{username: shopmesh-users}]
routes: [{name: r, paths: [/], plugins: [{name: jwt, config: {key_claim_name: kid, claims_to_verify: [exp]}}, {name: request-termination, config: {status_code: 200}}]}]`);
    const gateway = run(
      '--config',
      file,
      '--port',
      '0',
      '--admin-port',
      String(statusPort),
      '--jwks',
      'http://user:1/keys',
      '--connect',
      `user:1=127.0.0.1:${keyPort}`,
    );
    const { port } = await gateway.line('gateway listens');
    const ready = async () => (await fetch(`http://127.0.0.1:${statusPort}/status/ready`)).status;
    const call = async () =>
      (await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { authorization: `Bearer ${token()}` } })).status;
    const token = (): string => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const signed = `${part({ alg: 'RS256', kid: 'k1' })}.${part({ exp: Math.floor(Date.now() / 1000) + 60 })}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    };
    expect([await ready(), await call()]).toEqual([503, 401]);
    await listen(keySet, keyPort);
    await gateway.line('signing keys loaded');
    expect([await ready(), await call()]).toEqual([200, 200]);
    expect(gateway.output()).not.toContain(token().slice(0, 30));
    keySet.close();
  });
});

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
