import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, newCustomer, newProduct, orderOf, place } from '../src/client.ts';
import { FaultyShop } from './faulty-shop.ts';
import { record, settled } from './survive.ts';
import type { Tally } from './truth.ts';

let shop: FaultyShop;
let tokens: string[];
beforeAll(async () => {
  shop = await FaultyShop.open();
  tokens = (await Promise.all(Array.from({ length: 8 }, () => newCustomer()))).map(({ token }) => token);
});
afterAll(() => shop?.close());

const tokenOf = (client: number) => tokens[client % tokens.length] ?? '';
const times = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));

const COUNTS = `
  SELECT count(*)::int AS placed, (count(*) FILTER (WHERE status = 'CONFIRMED'))::int AS confirmed,
    (count(*) FILTER (WHERE status = 'CANCELLED'))::int AS cancelled FROM orders WHERE created_at >= $1`;

/** Lets customers crowd, waits until the shop is at rest, and keeps the result. */
async function crowd(name: string, work: () => Promise<void>): Promise<void> {
  const beganAt = new Date();
  await work();
  const overMs = Date.now();
  const complaints = await settled(shop, overMs + 60_000);
  const [counts] = await shop.query<Tally>('order', COUNTS, [beganAt]);
  record({ fault: name, ...counts!, recoverySeconds: (Date.now() - overMs) / 1000, complaints });
  expect(complaints).toEqual([]);
}

/** Deadlocks that Postgres has broken since it started. */
async function deadlocks(): Promise<number> {
  const [row] = await shop.query<{ sum: string }>('order', 'SELECT sum(deadlocks) FROM pg_stat_database');
  return Number(row?.sum);
}

describe('fifty buyers of ten pieces', () => {
  it.each(times(8, (race) => race + 1))('race %i: ten get one, the others hear of it within two seconds', (race) =>
    crowd(`race ${race}: 50 buyers of 10 pieces`, async () => {
      const product = await newProduct(10);
      const answers = await Promise.all(times(50, (buyer) => place(tokenOf(buyer), orderOf([product.id]))));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([...times(10, () => 201), ...times(40, () => 409)]);
      const losers = answers.filter(({ status }) => status === 409);
      expect(losers.every(({ body }) => body.code === 'order.out_of_stock')).toBe(true);
      expect(Math.max(...losers.map(({ ms }) => ms))).toBeLessThan(2000);
      expect((await call('GET', `/v1/products/${product.id}`)).body.stock.available).toBe(0);
    }),
  );
});

it('a double click, twenty at the same time, charges each customer once', () =>
  crowd('20 double clicks at the same time', async () => {
    const product = await newProduct(100);
    const clicks = times(20, (buyer) => ({ token: tokenOf(buyer), key: randomUUID() }));
    const answers = await Promise.all(
      clicks.map(({ token, key }) => {
        const click = () => place(token, orderOf([product.id]), key);
        return Promise.all([click(), click()]);
      }),
    );
    for (const [first, second] of answers) expect([second.status, second.text]).toEqual([first.status, first.text]);
    const ids = answers.map(([{ body }]) => body.id as string);
    expect(new Set(ids).size).toBe(20);
    const charges = `SELECT order_id, count(*)::int FROM payments WHERE order_id = ANY ($1) AND status = 'CAPTURED' GROUP BY 1`;
    const rows = await shop.query<{ count: number }>('payment', charges, [ids]);
    expect(rows.map(({ count }) => count)).toEqual(times(20, () => 1));
    expect((await call('GET', `/v1/products/${product.id}`)).body.stock.available).toBe(80);
  }));

it('300 orders of three lines over 20 products by 64 clients end without a deadlock', () =>
  crowd('300 orders of 3 lines over 20 products, 64 clients', async () => {
    const before = await deadlocks();
    const products = await Promise.all(times(20, () => newProduct(200)));
    const orders = times(300, () => {
      const shelf = products.toSorted(() => Math.random() - 0.5);
      return orderOf(shelf.slice(0, 3).map(({ id }) => id));
    });
    const statuses = await Promise.all(
      times(64, async (client) => {
        const seen: number[] = [];
        for (let order = orders.pop(); order; order = orders.pop())
          seen.push((await place(tokenOf(client), order)).status);
        return seen;
      }),
    );
    expect(statuses.flat().filter((status) => status !== 201 && status !== 202)).toEqual([]);
    expect(await deadlocks()).toBe(before);
  }));

it('200 cancels at random moments of payment: confirmed with its money, or cancelled with none', () =>
  crowd('200 cancels at random moments of payment', async () => {
    const product = await newProduct(1000);
    const cards = ['tok_visa', 'tok_slow', 'tok_timeout_after_charge', 'tok_error'];
    const queue = times(200, (at) => cards[at % cards.length]!);
    const ended = { refused: 0, accepted: 0 };
    await Promise.all(
      times(16, async () => {
        const { token } = await newCustomer();
        for (let card = queue.pop(); card; card = queue.pop()) {
          const placing = place(token, orderOf([product.id], { card }));
          await sleep(Math.random() * 150);
          const { body } = await call('GET', '/v1/orders?limit=1', { token });
          const id = body.items[0]?.id as string | undefined;
          const cancel = id && (await call('POST', `/v1/orders/${id}/cancel`, { token }));
          const placed = await placing;
          expect([201, 202, 409]).toContain(placed.status);
          // It was too early to be seen: cancelled after the answer, if that is still possible.
          const late =
            cancel || (await call('POST', `/v1/orders/${placed.body.id ?? placed.body.orderId}/cancel`, { token }));
          expect([200, 409]).toContain(late.status);
          ended[late.status === 200 ? 'accepted' : 'refused'] += 1;
        }
      }),
    );
    expect(ended.accepted).toBeGreaterThan(20);
    expect(ended.refused).toBeGreaterThan(20);
  }));
