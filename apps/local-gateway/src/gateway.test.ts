import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseKongFile } from './config/kong-file.ts';
import { Gateway } from './gateway.ts';
import { Runtime } from './runtime.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const resource of open.splice(0)) await resource.close();
});

async function upstream(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.close(), server.closeAllConnections()) });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CONFIG = (plugins = '[]') =>
  parseKongFile(`
_format_version: "3.0"
services:
- { name: s, url: "http://shop:80", retries: 0, read_timeout: 2000, routes: [{ name: r, paths: [/s], plugins: ${plugins} }] }
`);

async function start(listener: RequestListener, plugins?: string): Promise<{ gateway: Gateway; url: string }> {
  const connect = new Map([['shop:80', await upstream(listener)]]);
  const gateway = new Gateway(CONFIG(plugins), new Runtime(undefined, 1, connect));
  open.push({ close: () => gateway.stop() });
  return { gateway, url: `http://127.0.0.1:${await gateway.listen(0, '127.0.0.1')}` };
}

describe('gateway', () => {
  it('lets an open request end before it stops', async () => {
    const { gateway, url } = await start((_request, response) => void setTimeout(() => response.end('done'), 200));
    const answer = fetch(`${url}/s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await gateway.stop();
    expect(await (await answer).text()).toBe('done');
    await expect(fetch(`${url}/s`)).rejects.toThrow();
  });

  it('fails no request while the configuration is replaced a hundred times', async () => {
    const { gateway, url } = await start((_request, response) => response.end('ok'));
    let running = true;
    const statuses = new Map<number, number>();
    const clients = Array.from({ length: 4 }, async () => {
      while (running) {
        const response = await fetch(`${url}/s`);
        await response.text();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }
    });
    for (let i = 0; i < 100; i += 1) {
      gateway.use(CONFIG());
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    running = false;
    await Promise.all(clients);
    expect([...statuses.keys()]).toEqual([200]);
  });

  it('passes on events as they come', async () => {
    const { url } = await start((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      setTimeout(() => response.end('data: 2\n\n'), 300);
    });
    const response = await fetch(`${url}/s`);
    const startedAt = Date.now();
    const first = await response.body!.getReader().read();
    expect(Buffer.from(first.value as Uint8Array).toString()).toBe('data: 1\n\n');
    expect(Date.now() - startedAt).toBeLessThan(250);
  });

  it('stops asking the upstream when the client goes away', async () => {
    const gone = Promise.withResolvers<void>();
    const { url } = await start((_request, response) => void response.once('close', () => gone.resolve()));
    await expect(fetch(`${url}/s`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    await gone.promise;
  });

  it('passes large bodies both ways unchanged', async () => {
    const { url } = await start((request, response) => void request.pipe(response));
    const body = Buffer.alloc(5_000_000, 'abcdefg');
    const response = await fetch(`${url}/s`, { method: 'POST', body });
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  it('keeps counting where it was when the configuration is replaced', async () => {
    const limited = '[{ name: rate-limiting, config: { hour: 2, policy: local } }]';
    const { gateway, url } = await start((_request, response) => response.end(), limited);
    const status = async () => (await fetch(`${url}/s`)).status;
    expect([await status(), await status()]).toEqual([200, 200]);
    gateway.use(CONFIG(limited));
    expect(await status()).toBe(429);
  });

  it('multiplies limits by the factor and still counts', async () => {
    const connect = new Map([['shop:80', await upstream((_request, response) => response.end())]]);
    const gateway = new Gateway(
      CONFIG('[{ name: rate-limiting, config: { hour: 2, policy: local } }]'),
      new Runtime(undefined, 50, connect),
    );
    open.push({ close: () => gateway.stop() });
    const response = await fetch(`http://127.0.0.1:${await gateway.listen(0, '127.0.0.1')}/s`);
    expect([response.headers.get('ratelimit-limit'), response.headers.get('ratelimit-remaining')]).toEqual([
      '100',
      '99',
    ]);
  });
});
