import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Books } from './books.ts';
import { Journal } from './journal.ts';
import { serve } from './server.ts';
import { Webhooks } from './webhooks.ts';

const SECRET = 's'.repeat(32);
type Heard = { signature: string; body: string; event: any };

let folder: string, provider: Server, merchant: Server, url: string, heard: Heard[], answers: number[];

beforeEach(async () => {
  [heard, answers] = [[], []];
  merchant = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      heard.push({ signature: String(request.headers['provider-signature']), body, event: JSON.parse(body) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  folder = mkdtempSync(join(tmpdir(), 'provider-'));
  const webhooks = new Webhooks({
    WEBHOOK_URL: await listen(merchant),
    PROVIDER_WEBHOOK_SECRET: SECRET,
    webhookDelayMs: 20,
  });
  const books = new Books(new Journal(join(folder, 'log')), (news) => webhooks.tell(news));
  provider = serve(books, webhooks, { SLOW_MS: 10, HOLD_MS: 10 });
  url = await listen(provider);
});
afterEach(async () => {
  for (const server of [provider, merchant]) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
  rmSync(folder, { recursive: true });
});

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function send(method: string, path: string, body?: object, key = 'none'): Promise<any> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  return (await fetch(url + path, { method, headers, body: JSON.stringify(body) })).json();
}
const control = (body: object) => send('PUT', '/v1/control', body);
const charge = (reference: string, source = 'tok_visa') =>
  send('POST', '/v1/charges', { reference, order: `o-${reference}`, amount: 5, currency: 'EUR', source }, reference);
const refund = (reference: string, key: string) => send('POST', '/v1/refunds', { reference, amount: 2 }, key);
async function heardOf(count: number): Promise<string[]> {
  for (let tries = 0; heard.length < count && tries < 200; tries++) await sleep(20);
  return heard.map(({ event }) => `${event.type} ${event.data.reference}`);
}

describe('a webhook', () => {
  it('tells of every change, signed over its bytes', async () => {
    await charge('p1');
    await refund('p1', 'r1');
    await charge('p2', 'tok_declined');
    await send('POST', '/v1/charges/p3/cancel');
    const told = ['charge.succeeded p1', 'refund.succeeded p1', 'charge.failed p2', 'charge.cancelled p3'];
    expect((await heardOf(4)).toSorted()).toEqual(told.toSorted());
    for (const { signature, body } of heard) {
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
      expect(v1).toBe(createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'));
      expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(5);
    }
    const events = new Map(heard.map(({ event }) => [event.type, event.data]));
    expect(events.get('charge.succeeded')).toMatchObject({ order: 'o-p1', amount: 5, currency: 'EUR', refunded: 0 });
    expect(events.get('refund.succeeded')).toMatchObject({ key: 'r1', order: 'o-p1', amount: 2, currency: 'EUR' });
  });

  it('is not sent for what changes nothing', async () => {
    await charge('p1');
    await charge('p1');
    await send('POST', '/v1/charges/p1/cancel');
    await sleep(200);
    expect(await heardOf(1)).toEqual(['charge.succeeded p1']);
  });

  it('is repeated, as the same event, until it is answered with 2xx', async () => {
    answers = [500, 404];
    await charge('p1');
    expect(await heardOf(3)).toHaveLength(3);
    expect(new Set(heard.map(({ event }) => event.id)).size).toBe(1);
    await sleep(200);
    expect(heard).toHaveLength(3);
  });
});

describe('on request', () => {
  it('webhooks come twice', async () => {
    await control({ webhooks: 'twice' });
    await charge('p1');
    expect(await heardOf(2)).toEqual(['charge.succeeded p1', 'charge.succeeded p1']);
    expect(heard[0]!.event.id).toBe(heard[1]!.event.id);
  });

  it('webhooks come in the opposite order', async () => {
    await control({ webhooks: 'reordered' });
    await charge('p1');
    await refund('p1', 'r1');
    await refund('p1', 'r2');
    await heardOf(3);
    expect(heard.map(({ event }) => event.data.key ?? 'charge')).toEqual(['r2', 'r1', 'charge']);
  });

  it('webhooks are lost, until they are not', async () => {
    await control({ webhooks: 'lost' });
    await charge('p1');
    await control({});
    await charge('p2');
    expect(await heardOf(1)).toEqual(['charge.succeeded p2']);
  });

  it('answers come late', async () => {
    await control({ latencyMs: 150 });
    const startMs = Date.now();
    await charge('p1');
    expect(Date.now() - startMs).toBeGreaterThanOrEqual(149);
  });

  it('it is down, and does nothing', async () => {
    await control({ down: true });
    await expect(charge('p1')).rejects.toThrow('fetch failed');
    expect(await control({})).toEqual({ webhooks: 'once', latencyMs: 0, down: false, chargeWithoutAnswer: false });
    expect(await send('GET', '/v1/charges?reference=p1')).toEqual({ items: [] });
  });

  it('it charges without answering', async () => {
    await control({ chargeWithoutAnswer: true });
    await expect(charge('p1')).rejects.toThrow('fetch failed');
    await expect(charge('p1')).rejects.toThrow('fetch failed');
    expect(await send('GET', '/v1/charges?reference=p1')).toMatchObject({ items: [{ status: 'succeeded' }] });
    expect(await send('GET', '/v1/control')).toMatchObject({ chargeWithoutAnswer: true });
  });

  it('a misspelt wish is refused', async () => {
    expect(await control({ dwon: true })).toMatchObject({ error: { code: 'request_invalid' } });
    expect(await send('GET', '/v1/control')).toMatchObject({ down: false });
  });
});

describe('the list of charges', () => {
  it('has all of them in pages, each once', async () => {
    await Promise.all(Array.from({ length: 150 }, (_, at) => charge(`p${at}`)));
    const first = await send('GET', '/v1/charges');
    const second = await send('GET', `/v1/charges?cursor=${first.nextCursor}`);
    const references = [...first.items, ...second.items].map(({ reference }: { reference: string }) => reference);
    expect([first.items.length, references.length, new Set(references).size]).toEqual([100, 150, 150]);
    expect(second.nextCursor).toBeNull();
  });

  it('starts at those that have changed since', async () => {
    await charge('p1');
    await charge('p2');
    await sleep(5);
    const since = new Date().toISOString();
    await refund('p2', 'r1');
    await charge('p3');
    const { items } = await send('GET', `/v1/charges?since=${since}`);
    expect(items.map(({ reference }: { reference: string }) => reference)).toEqual(['p2', 'p3']);
    expect(await send('GET', '/v1/charges?since=yesterday')).toMatchObject({ error: { code: 'request_invalid' } });
  });
});
