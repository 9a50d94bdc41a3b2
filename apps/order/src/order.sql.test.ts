import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, schemaDrift } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { hashOf, Idempotency } from './idempotency.ts';
import { CLAIM, FIND, MOVE, MOVE_AND_ANSWER, PARK, PLACE, PLACE_ORDER } from './order.sql.ts';
import type { OrderRow } from './order.schema.ts';

let testing: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url, 8).initialize();
  database = new Database(dataSource);
});

afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

/** Places an order of two lines from the cart. @returns its id, or undefined when the key was taken */
async function place(userId: string, key: string = randomUUID()): Promise<string | undefined> {
  const id = randomUUID();
  const products = [randomUUID(), randomUUID()];
  for (const product of products) {
    await testing.query('INSERT INTO cart_items (user_id, product_id, quantity) VALUES ($1, $2, 1)', [userId, product]);
  }
  const lines = [products, ['A', 'B'], ['a', 'b'], [1, 2], [100, 200]];
  const head = [
    userId,
    PLACE_ORDER,
    key,
    'hash',
    id,
    500,
    'EUR',
    { city: 'Berlin' },
    true,
    randomUUID(),
    'tok_visa',
    new Date(),
  ];
  return (await database.one(PLACE, [...head, ...lines])) && id;
}

const find = async (id: string) => (await database.one<OrderRow>(FIND, [id, null]))!;
const moveTo = (id: string, version: number, step: string, status: string, next: string) =>
  [id, version, step, status, next, 'moved', {}, new Date(), 'CAPTURED', null, null] as const;

it('has the schema that its entities say', async () => {
  expect(await schemaDrift(dataSource)).toEqual([]);
});

describe('placing', () => {
  it('writes the order, its lines and its first event, leased to whoever placed it', async () => {
    const id = (await place(randomUUID()))!;
    expect(await find(id)).toMatchObject({ status: 'PENDING', step: 'RESERVE', version: 1, total: 500 });
    expect((await find(id)).items.map(({ sku, quantity, unitPrice }) => [sku, quantity, unitPrice])).toEqual([
      ['A', 1, 100],
      ['B', 2, 200],
    ]);
    expect(await testing.query('SELECT seq, type FROM order_events WHERE order_id = $1', [id])).toEqual([
      { seq: 1, type: 'placed' },
    ]);
    expect(await database.many(CLAIM, [100])).toEqual([]);
  });

  it('with one key twenty times at once makes one order', async () => {
    const [userId, key] = [randomUUID(), randomUUID()];
    const ids = await Promise.all(Array.from({ length: 20 }, () => place(userId, key)));
    expect(ids.filter(Boolean)).toHaveLength(1);
    expect(await testing.query('SELECT id FROM orders WHERE user_id = $1', [userId])).toHaveLength(1);
  });
});

describe('a move', () => {
  it('is made once of ten at the same time, with one event', async () => {
    const id = (await place(randomUUID()))!;
    const values = moveTo(id, 1, 'RESERVE', 'AWAITING_PAYMENT', 'PAY');
    const moves = await Promise.all(Array.from({ length: 10 }, () => database.one(MOVE, values)));
    expect(moves.filter(Boolean)).toHaveLength(1);
    expect(await find(id)).toMatchObject({ status: 'AWAITING_PAYMENT', step: 'PAY', version: 2 });
    expect(await testing.query('SELECT seq FROM order_events WHERE order_id = $1 ORDER BY seq', [id])).toEqual([
      { seq: 1 },
      { seq: 2 },
    ]);
  });

  it.each([
    ['another version', 7, 'RESERVE'],
    ['another step', 1, 'COMMIT'],
  ])('is not made from %s', async (_, version, step) => {
    const id = (await place(randomUUID()))!;
    expect(await database.one(MOVE, moveTo(id, version, step, 'CONFIRMED', 'DONE'))).toBeUndefined();
    expect(await find(id)).toMatchObject({ version: 1, step: 'RESERVE' });
  });

  it('to the end stores the answer once, empties the cart and forgets the card', async () => {
    const [userId, key] = [randomUUID(), randomUUID()];
    const id = (await place(userId, key))!;
    const done = moveTo(id, 1, 'RESERVE', 'CONFIRMED', 'DONE');
    await database.one(MOVE_AND_ANSWER, [...done, 201, 'first']);
    await database.one(MOVE_AND_ANSWER, [...moveTo(id, 2, 'DONE', 'SHIPPED', 'DONE'), 201, 'second']);
    const kept = await new Idempotency(database).earlier({ userId, operation: PLACE_ORDER, key, requestHash: 'hash' });
    expect(kept).toEqual({ orderId: id, answer: { status: 201, body: 'first' } });
    expect((await find(id)).paymentToken).toBeNull();
    expect(await testing.query('SELECT FROM cart_items WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('to CANCELLED leaves the cart as it was', async () => {
    const userId = randomUUID();
    const id = (await place(userId))!;
    await database.one(MOVE_AND_ANSWER, [...moveTo(id, 1, 'RESERVE', 'CANCELLED', 'DONE'), 409, 'no']);
    expect(await testing.query('SELECT FROM cart_items WHERE user_id = $1', [userId])).toHaveLength(2);
  });
});

describe('a claim', () => {
  it('hands each due order to one of many replicas', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => place(randomUUID())));
    await testing.query(`UPDATE orders SET lease_until = NULL, next_run_at = now() WHERE id = ANY ($1)`, [ids]);
    const claims = await Promise.all(Array.from({ length: 6 }, () => database.many<OrderRow>(CLAIM, [5])));
    const claimed = claims.flat().map(({ id }) => id);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(claimed.toSorted()).toEqual(expect.arrayContaining(ids.toSorted()));
  });

  it('takes over an order whose driver has died, and one that was parked, but not before its time', async () => {
    const [dead, parked, waiting] = [await place(randomUUID()), await place(randomUUID()), await place(randomUUID())];
    await testing.query(`UPDATE orders SET lease_until = now() - interval '1 second' WHERE id = $1`, [dead]);
    await database.one(PARK, [parked, 1, 0]);
    await database.one(PARK, [waiting, 1, 60]);
    const claimed = (await database.many<OrderRow>(CLAIM, [100])).map(({ id }) => id);
    expect(claimed).toEqual(expect.arrayContaining([dead, parked]));
    expect(claimed).not.toContain(waiting);
  });
});

describe('a key', () => {
  it('is refused with another body, and belongs to one user', async () => {
    const keys = new Idempotency(database);
    const [userId, key] = [randomUUID(), randomUUID()];
    await place(userId, key);
    const request = { userId, operation: PLACE_ORDER, key, requestHash: hashOf({ a: 1 }) };
    await expect(keys.earlier(request)).rejects.toMatchObject({ kind: 'mismatch', code: 'idempotency.key_reused' });
    expect(await keys.earlier({ ...request, userId: randomUUID() })).toBeUndefined();
  });

  it('keeps the first of two answers', async () => {
    const keys = new Idempotency(database);
    const request = { userId: randomUUID(), operation: PLACE_ORDER, key: 'k', requestHash: 'h' };
    const answers = await Promise.all(
      [202, 409].map((status) => keys.refuse(request, { status, body: String(status) })),
    );
    expect(answers[0]).toEqual(answers[1]);
  });
});
