import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { APPS, replicaOf } from './apps.ts';
import { statusOf } from './health.ts';
import { runningShop } from './processes.ts';
import { Shop, startShop, type ShopOptions } from './shop.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A project with the shop's processes, each replaced by a small one that listens and drains, and a real Postgres. */
const root = mkdtempSync(join(tmpdir(), 'shop-'));
const dataDir = join(root, 'data');
const options: ShopOptions = { root, dataDir, gatewayPort: 0, compile: false };
let shop: Shop | undefined;

const SERVICE = `
  import { createServer } from 'node:http';
  const flag = process.argv.indexOf('--port');
  const server = createServer((request, response) => response.end(JSON.stringify(process.env)));
  server.listen(flag > 0 ? process.argv[flag + 1] : process.env.HTTP_PORT, '127.0.0.1');
  process.on('SIGTERM', () => server.close(() => process.exit(0)));`;

function write(app: string, file: string, source: string): void {
  mkdirSync(join(root, 'apps', app, 'dist'), { recursive: true });
  writeFileSync(join(root, 'apps', app, 'dist', file), source);
}

const port = (name: string) => shop!.processes.find((process) => process.name === name)!.ports['http'];
const pid = (name: string) => shop!.processes.find((process) => process.name === name)!.pid!;
const health = (name: string) => statusOf(`http://127.0.0.1:${port(name)}/health/ready`);

async function until(holds: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 50) {
    if (waited > withinMs) throw new Error(`not within ${withinMs} ms: ${holds.toString()}`);
    await sleep(50);
  }
}

/** Processes of this test's project, by what they have open as their working directory or below. */
function left(): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return Number(name) !== process.pid && readlinkSync(`/proc/${name}/cwd`).startsWith(root);
    } catch {
      return false;
    }
  });
}

beforeAll(() => {
  cpSync(join(ROOT, 'deploy/env'), join(root, 'deploy/env'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const app of [...APPS.map(({ name }) => name), 'local-gateway']) {
    write(app, 'main.js', SERVICE);
    write(app, 'migrate.js', `console.log('migrated', new URL(process.env.DATABASE_URL).pathname);`);
  }
  write('product', 'seed.js', `console.log('seeded', new URL(process.env.DATABASE_URL).pathname);`);
});
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the shop', () => {
  it('migrates every database and seeds, once, and gives each process its own settings and secrets only', async () => {
    process.env['SHELL_SECRET'] = 'of the person at the terminal';
    process.env['SMTP_URL'] = 'smtp://mail.example';
    shop = await startShop(options);
    const payment = (await (await fetch(`http://127.0.0.1:${port('payment')}`)).json()) as Record<string, string>;
    expect(payment).toMatchObject({
      ISSUER: shop.baseUrl,
      JWKS_URL: `http://127.0.0.1:${port('user')}/oauth/jwks`,
      DATABASE_URL: shop.databaseUrl('payment'),
      SMTP_URL: 'smtp://mail.example',
      PROVIDER_WEBHOOK_SECRET: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(payment).not.toHaveProperty('KEY_ENCRYPTION_KEY');
    expect(payment).not.toHaveProperty('SHELL_SECRET');
    await shop.stop();
    shop = await startShop({ ...options, env: { order: { LOG_LEVEL: 'debug' } } });
    expect(await (await fetch(`http://127.0.0.1:${port('order')}`)).json()).toMatchObject({ LOG_LEVEL: 'debug' });
    const log = (name: string) => readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8');
    expect(log('migrate').match(/migrated \/shopmesh_(user|product|order|payment)\n/g)).toHaveLength(4);
    expect(log('seed')).toBe('seeded /shopmesh_product\n');
  });

  it('runs one more process of an app, with a place of its own and all else alike', async () => {
    shop = await startShop({ ...options, apps: [...APPS, replicaOf('order')] });
    const seen = ['order', 'order-2'].map(async (name) => (await fetch(`http://127.0.0.1:${port(name)}`)).json());
    const [first, second] = (await Promise.all(seen)) as Record<string, string>[];
    expect(second).toEqual({ ...first, HTTP_PORT: `${port('order-2')}`, GRPC_PORT: expect.any(String) });
    for (const name of ['HTTP_PORT', 'GRPC_PORT']) expect(second![name]).not.toBe(first![name]);
  });

  it('has a killed service and a killed database back within 5 seconds', async () => {
    shop = await startShop(options);
    const killed = { order: pid('order'), postgres: pid('postgres') };
    process.kill(killed.order, 'SIGKILL');
    process.kill(killed.postgres, 'SIGKILL');
    await until(() => pid('order') !== killed.order && pid('postgres') !== killed.postgres);
    await until(async () => (await health('order')) === 200);
    const listed = runningShop(dataDir)?.processes.map((process) => process.pid);
    expect(listed).toEqual(shop.processes.map((process) => process.pid));
  });

  it('refuses a second one on its folder, but not beside it', async () => {
    shop = await startShop(options);
    await expect(startShop(options)).rejects.toThrow(`process ${process.pid}`);
    expect(await health('order')).toBe(200);
    const other = await startShop({ ...options, dataDir: join(root, 'other') });
    await other.stop();
    expect(await health('order')).toBe(200);
  });

  it('begins anew when it is told to', async () => {
    writeFileSync(join(dataDir, 'mine.txt'), 'not of the shop');
    const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
    shop = await startShop({ ...options, fresh: true });
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toBe(secrets);
    expect(readFileSync(join(dataDir, 'mine.txt'), 'utf8')).toBe('not of the shop');
  });

  it('names the service that does not start, shows the end of its log, and stops the others', async () => {
    write('order', 'main.js', `console.error('the environment is not complete'); process.exit(1);`);
    await expect(startShop(options)).rejects.toThrow(
      /^order keeps ending \(exit code 1\)[^]*environment is not complete/,
    );
    write('order', 'main.js', SERVICE);
    expect(left()).toEqual([]);
  });

  it('can be stopped while it is starting', async () => {
    const starting = new Shop(options);
    const started = starting.start();
    await sleep(100);
    await starting.stop();
    await expect(started).rejects.toThrow('stopped while it was starting');
    expect(left()).toEqual([]);
  });

  it('leaves nothing behind when its launcher is killed', async () => {
    const script = `
      const { startShop } = await import(${JSON.stringify(new URL('shop.ts', import.meta.url).href)});
      await startShop(${JSON.stringify(options)});
      console.log('up');`;
    const flags = ['--conditions=@shopmesh/source', '--input-type=module', '-e', script];
    const launcher = spawn(process.execPath, flags, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(launcher.stdout, 'data');
    expect(left().length).toBeGreaterThan(6);
    launcher.kill('SIGKILL');
    await until(() => left().length === 0);
  });
});
