import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { Departed } from './departed.ts';

const ADDRESS = { name: 'Ada', line1: 'Lindenstraße 12', city: 'Berlin', postalCode: '10969', country: 'DE' };
const REMOVED = { name: 'removed', line1: 'removed', city: 'removed', postalCode: 'removed', country: 'DE' };

let testing: TestDatabase;
let dataSource: DataSource;
let departed: Departed;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url).initialize();
  departed = new Departed(new Database(dataSource));
});
afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

/** An order with the answer that repeats its address. @returns its id */
async function order(userId: string, status: string, step = 'DONE'): Promise<string> {
  const id = randomUUID();
  await testing.query(
    `INSERT INTO orders (id, user_id, status, step, version, total, currency, shipping_address, idempotency_key, from_cart,
       payment_id, created_at, updated_at) VALUES ($1, $2, $3, $4, 1, 0, 'EUR', $5, $6, false, $1, now(), now())`,
    [id, userId, status, step, ADDRESS, id],
  );
  const body = JSON.stringify({ id, shippingAddress: ADDRESS });
  await testing.query(`INSERT INTO idempotency_keys VALUES ($1, 'orders.place', $2, 'h', $3, 201, $4)`, [
    userId,
    id,
    id,
    body,
  ]);
  return id;
}

async function kept(id: string): Promise<unknown[]> {
  const [row] = await testing.query<{ address: object; body: string }>(
    `SELECT shipping_address AS address, body FROM orders JOIN idempotency_keys ON order_id = orders.id WHERE orders.id = $1`,
    [id],
  );
  return [row!.address, JSON.parse(row!.body)];
}

it('forgets the address of orders that are over, and keeps that of those under way', async () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  const over = [await order(ada, 'DELIVERED'), await order(ada, 'CANCELLED')];
  const underWay = [await order(ada, 'CONFIRMED'), await order(ada, 'CANCELLING', 'VOID')];
  const others = await order(bob, 'DELIVERED');
  await testing.query(`INSERT INTO cart_items VALUES ($1, $1, 1), ($2, $2, 1)`, [ada, bob]);
  for (let time = 0; time < 2; time++) expect(await departed.forget(ada)).toBe(2);
  for (const id of over) expect(await kept(id)).toEqual([REMOVED, { id }]);
  for (const id of [...underWay, others]) expect(await kept(id)).toEqual([ADDRESS, { id, shippingAddress: ADDRESS }]);
  expect(await testing.query('SELECT user_id AS of FROM cart_items')).toEqual([{ of: bob }]);
});

it('has nothing to forget of a stranger', async () => expect(await departed.forget(randomUUID())).toBe(0));
