import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Charge } from './api.schema.ts';
import { Books } from './books.ts';
import { Journal } from './journal.ts';
import { serve } from './server.ts';
import { Webhooks } from './webhooks.ts';

let folder: string, file: string, server: Server, url: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provider-'));
  file = join(folder, 'log/provider.log');
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function start() {
  server = serve(new Books(new Journal(file)), new Webhooks({}), { SLOW_MS: 600, HOLD_MS: 150 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop() {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

async function post(path: string, body?: unknown, key?: string) {
  const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url + path, { method: 'POST', headers, body: text });
  return { status: response.status, body: (await response.json()) as Charge };
}

const order = { reference: 'p1', amount: 1999, currency: 'EUR', source: 'tok_visa' };
const charge = (change: object = {}, key = 'k1') => post('/v1/charges', { ...order, ...change }, key);
const refund = (amount: number, key: string) => post('/v1/refunds', { reference: 'p1', amount }, key);
async function charges(reference: string): Promise<Charge[]> {
  const response = await fetch(`${url}/v1/charges?reference=${reference}`);
  return ((await response.json()) as { items: Charge[] }).items;
}
const journal = () =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('a charge', () => {
  it.each([
    ['tok_visa', 'succeeded', undefined],
    ['tok_declined', 'failed', 'card_declined'],
    ['tok_insufficient_funds', 'failed', 'insufficient_funds'],
    ['tok_nobody_knows', 'failed', 'invalid_token'],
  ])('of %s is %s', async (source, status, declineCode) => {
    const id = expect.stringMatching(/^ch_/);
    const { source: _, ...asked } = order;
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    const body = { id, ...asked, status, declineCode, refunded: 0, createdAt: at, updatedAt: at };
    expect(await charge({ source })).toEqual({ status: 200, body });
  });

  it('is made once by calls with the same key and body, also at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => charge()));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(journal()).toMatchObject([{ type: 'charge', reference: 'p1', amount: 1999 }]);
  });

  it('is refused when its key was used with another body, or its reference with another key', async () => {
    await charge();
    expect(await charge({ amount: 1 })).toMatchObject({ status: 409, body: { error: { code: 'key_reused' } } });
    expect(await charge({}, 'k2')).toMatchObject({ status: 409, body: { error: { code: 'reference_taken' } } });
    expect(journal()).toHaveLength(1);
  });

  it('of tok_slow is made at once and answered late', async () => {
    let isAnswered = false;
    const slow = charge({ source: 'tok_slow' }).finally(() => (isAnswered = true));
    while ((await charges('p1')).length === 0);
    expect(await charge({ source: 'tok_slow' })).toMatchObject({ body: { status: 'succeeded' } });
    expect(isAnswered).toBe(false);
    expect(await slow).toMatchObject({ body: { status: 'succeeded' } });
  });

  it('of tok_timeout_after_charge is made, cut off, and told when asked again', async () => {
    await expect(charge({ source: 'tok_timeout_after_charge' })).rejects.toThrow('fetch failed');
    expect(await charge({ source: 'tok_timeout_after_charge' })).toMatchObject({ body: { status: 'succeeded' } });
    expect(journal()).toHaveLength(1);
  });

  it('of tok_error fails twice with nothing charged, then succeeds', async () => {
    for (const status of [500, 500, 200, 200]) expect(await charge({ source: 'tok_error' })).toMatchObject({ status });
    expect(journal()).toHaveLength(1);
  });

  it('is found by its reference', async () => {
    const { body } = await charge();
    expect(await charges('p1')).toEqual([body]);
    expect(await charges('p2')).toEqual([]);
  });
});

describe('a cancellation', () => {
  it('of something unknown makes a charge that comes later be cancelled', async () => {
    const cancelled = { status: 200, body: { reference: 'p1', status: 'cancelled', amount: 0 } };
    expect(await post('/v1/charges/p1/cancel')).toMatchObject(cancelled);
    expect(await post('/v1/charges/p1/cancel')).toMatchObject(cancelled);
    expect(await charge()).toMatchObject(cancelled);
    expect(journal()).toMatchObject([{ type: 'cancel', reference: 'p1' }]);
  });

  it('of a charge that was made returns it as it is', async () => {
    const made = await charge();
    expect(await post('/v1/charges/p1/cancel')).toEqual(made);
    expect(await charges('p1')).toEqual([made.body]);
  });
});

describe('a refund', () => {
  it('is made once per key, and never above what was charged', async () => {
    await charge();
    const first = await refund(1500, 'r1');
    expect(first).toMatchObject({ status: 200, body: { amount: 1500, status: 'succeeded' } });
    expect(await refund(1500, 'r1')).toEqual(first);
    expect(await refund(1, 'r1')).toMatchObject({ status: 409, body: { error: { code: 'key_reused' } } });
    expect(await refund(500, 'r2')).toMatchObject({ status: 409, body: { error: { code: 'refund_too_high' } } });
    expect(await refund(499, 'r2')).toMatchObject({ status: 200 });
    expect(await charges('p1')).toMatchObject([{ refunded: 1999 }]);
  });

  it('needs a charge that took money', async () => {
    expect(await refund(1, 'r1')).toMatchObject({ status: 404, body: { error: { code: 'charge_unknown' } } });
    await charge({ source: 'tok_declined' });
    expect(await refund(1, 'r1')).toMatchObject({ status: 409, body: { error: { code: 'refund_too_high' } } });
  });
});

describe('after a restart', () => {
  it('everything is as it was, but for a line that was cut off', async () => {
    const made = await charge();
    await refund(500, 'r1');
    await charge({ reference: 'p2', source: 'tok_declined' }, 'k2');
    await post('/v1/charges/p3/cancel');
    await stop();
    appendFileSync(file, '{"at":"2026-01-01T00:00:00.000Z","type":"charge","ref');
    await start();
    expect(await charges('p1')).toEqual([{ ...made.body, refunded: 500, updatedAt: expect.any(String) }]);
    expect(await charges('p2')).toMatchObject([{ status: 'failed', declineCode: 'card_declined' }]);
    expect(await charge({ reference: 'p3' }, 'k3')).toMatchObject({ body: { status: 'cancelled' } });
    expect(await charge({ amount: 1 })).toMatchObject({ status: 409 });
    expect(await refund(500, 'r1')).toMatchObject({ status: 200 });
    await charge({ reference: 'p4' }, 'k4');
    expect(journal().map(({ type, reference }) => `${type} ${reference}`)).toEqual([
      'charge p1',
      'refund p1',
      'charge p2',
      'cancel p3',
      'charge p4',
    ]);
  });

  it('a journal with a broken line is not believed', async () => {
    await charge();
    appendFileSync(file, 'not JSON\n');
    expect(() => new Journal(file).read()).toThrow(SyntaxError);
  });
});

describe('a bad request is refused with a code and changes nothing:', () => {
  it.each([
    ['no key', 400, 'key_invalid', () => post('/v1/charges', order)],
    ['not JSON', 400, 'request_invalid', () => post('/v1/charges', '{', 'k')],
    ['no body', 400, 'request_invalid', () => post('/v1/charges', '', 'k')],
    ['a fraction', 400, 'request_invalid', () => charge({ amount: 1.5 })],
    ['a negative amount', 400, 'request_invalid', () => charge({ amount: -1 })],
    ['an amount as text', 400, 'request_invalid', () => charge({ amount: '1' })],
    ['no currency', 400, 'request_invalid', () => charge({ currency: 'eur' })],
    ['an odd reference', 400, 'request_invalid', () => charge({ reference: '../p1' })],
    ['an unknown member', 400, 'request_invalid', () => charge({ capture: false })],
    ['a refund of nothing', 400, 'request_invalid', () => refund(0, 'r')],
    ['a long body', 413, 'body_too_large', () => post('/v1/charges', `"${'x'.repeat(70_000)}"`, 'k')],
    ['an unknown route', 404, 'route_unknown', () => post('/v1/customers')],
  ])('%s', async (_, status, code, call) => {
    expect(await call()).toEqual({ status, body: { error: { code, message: expect.any(String) } } });
    expect(journal()).toEqual([]);
  });

  it('a body that is not said to be JSON', async () => {
    const response = await fetch(`${url}/v1/charges`, {
      method: 'POST',
      headers: { 'idempotency-key': 'k' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });
});
