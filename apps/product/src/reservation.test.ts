import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import type { OrderClient } from './order.client.ts';
import { ReservationService, type Line } from './reservation.service.ts';
import { ReservationSweeper } from './reservation.sweeper.ts';

const SKUS = Array.from({ length: 20 }, (_, at) => `SKU-${String(at).padStart(2, '0')}`);
const HOLD_SECONDS = 60;

let database: TestDatabase;
let dataSource: DataSource;
let reservations: ReservationService;

beforeAll(async () => {
  database = await testDatabase(createDataSource);
  dataSource = await createDataSource(database.url, 16).initialize();
  reservations = new ReservationService(new Database(dataSource));
  await database.query(`INSERT INTO categories VALUES ('c', 'C', 'c')`);
  await database.query(
    `INSERT INTO products (id, sku, slug, name, description, price, currency, category, image_url)
     SELECT gen_random_uuid(), sku, lower(sku), sku, sku, 100, 'EUR', 'c', '/x' FROM unnest($1::text[]) sku`,
    [SKUS],
  );
  await database.query(`INSERT INTO stock (sku) SELECT unnest($1::text[])`, [SKUS]);
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

beforeEach(async () => {
  await database.query('TRUNCATE reservation_lines, reservations');
  await database.query('UPDATE stock SET on_hand = 10, reserved = 0');
});

const stockOf = async (sku: string) =>
  (
    await database.query<{ on_hand: string; reserved: string }>('SELECT on_hand, reserved FROM stock WHERE sku = $1', [
      sku,
    ])
  )
    .map((row) => [Number(row.on_hand), Number(row.reserved)])
    .at(0);
const inStock = async (sku: string) =>
  (await database.query<{ in_stock: boolean }>('SELECT in_stock FROM products WHERE sku = $1', [sku]))[0]?.in_stock;
const reserve = (lines: Line[], orderId: string = randomUUID()) => reservations.reserve(orderId, lines, HOLD_SECONDS);
const one = (sku: string, quantity = 1): Line[] => [{ sku, quantity }];

it('holds exactly what there is when fifty want it at once', async () => {
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => reserve(one('SKU-00'))));
  expect(verdicts.filter(({ state }) => state === 'HELD')).toHaveLength(10);
  expect(verdicts.filter(({ state }) => state === 'REJECTED')).toHaveLength(40);
  expect(await stockOf('SKU-00')).toEqual([10, 10]);
  expect(await inStock('SKU-00')).toBe(false);
});

it('holds once for twenty calls of one order at the same time', async () => {
  const orderId = randomUUID();
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => reserve(one('SKU-00', 2), orderId)));
  expect(new Set(verdicts.map(({ state }) => state))).toEqual(new Set(['HELD']));
  expect(await stockOf('SKU-00')).toEqual([10, 2]);
});

it('does not deadlock on three hundred orders of three of twenty products, held, sold and given back', async () => {
  await database.query('UPDATE stock SET on_hand = 100000');
  const orders = Array.from({ length: 300 }, async (_, at) => {
    const orderId = randomUUID();
    const lines = [0, 7, 13].map((step) => ({ sku: SKUS[(at * 11 + step * at) % 20] as string, quantity: 1 }));
    await reserve(lines.reverse(), orderId);
    const end = at % 2 ? reservations.commit(orderId) : reservations.release(orderId);
    return (await end).state;
  });
  const states = await Promise.all(orders);
  expect(states.filter((state) => state === 'COMMITTED')).toHaveLength(150);
  expect(states.filter((state) => state === 'RELEASED')).toHaveLength(150);
  const [sum] = await database.query<{ reserved: string; sold: string }>(
    'SELECT sum(reserved) AS reserved, sum(100000 - on_hand) AS sold FROM stock',
  );
  expect(sum).toEqual({ reserved: '0', sold: '450' });
});

it('rejects all lines when one is short, names it, and stays with that', async () => {
  const orderId = randomUUID();
  const lines = [...one('SKU-01', 1), ...one('SKU-02', 11), ...one('NO-SUCH')];
  const refusal = { state: 'REJECTED', missingSkus: ['NO-SUCH', 'SKU-02'] };
  expect(await reserve(lines, orderId)).toEqual(refusal);
  await database.query('UPDATE stock SET on_hand = 1000');
  expect(await reserve(lines, orderId)).toEqual(refusal);
  expect(await stockOf('SKU-01')).toEqual([1000, 0]);
});

it('adds up lines of the same product', async () => {
  expect((await reserve([...one('SKU-03', 6), ...one('SKU-03', 6)])).state).toBe('REJECTED');
});

it('sells once, however often it is told to', async () => {
  const orderId = randomUUID();
  await reserve(one('SKU-04', 3), orderId);
  const verdicts = await Promise.all(Array.from({ length: 10 }, () => reservations.commit(orderId)));
  expect(verdicts.map(({ state }) => state)).toEqual(Array(10).fill('COMMITTED'));
  expect(await stockOf('SKU-04')).toEqual([7, 0]);
});

it.each([
  ['held', false, [10, 0]],
  ['sold', true, [10, 0]],
])('gives back what is %s, once', async (_, sold, left) => {
  const orderId = randomUUID();
  await reserve(one('SKU-05', 10), orderId);
  if (sold) await reservations.commit(orderId);
  expect(await inStock('SKU-05')).toBe(false);
  await Promise.all(Array.from({ length: 10 }, () => reservations.release(orderId)));
  expect(await stockOf('SKU-05')).toEqual(left);
  expect(await inStock('SKU-05')).toBe(true);
});

it('refuses a Reserve that comes after the Release of its order', async () => {
  const orderId = randomUUID();
  expect((await reservations.release(orderId)).state).toBe('RELEASED');
  expect((await reserve(one('SKU-06'), orderId)).state).toBe('RELEASED');
  expect(await stockOf('SKU-06')).toEqual([10, 0]);
});

it.each([
  ['takes an expired hold again while the pieces are free', 10, 'COMMITTED', [7, 0]],
  ['loses an expired hold when they are gone', 2, 'LOST', [2, 0]],
])('%s', async (_, onHand, state, left) => {
  const orderId = randomUUID();
  await reserve(one('SKU-07', 3), orderId);
  await database.query(`UPDATE reservations SET state = 'EXPIRED' WHERE order_id = $1`, [orderId]);
  await database.query(`UPDATE stock SET reserved = 0, on_hand = $2 WHERE sku = $1`, ['SKU-07', onHand]);
  expect((await reservations.commit(orderId)).state).toBe(state);
  expect((await reservations.commit(orderId)).state).toBe(state);
  expect(await stockOf('SKU-07')).toEqual(left);
});

describe('a hold past its time', () => {
  const sweeper = (status: () => Promise<string | undefined>) =>
    new ReservationSweeper({ EXPIRY_SWEEP_MS: 1000, LOG_LEVEL: 'silent' } as Config, reservations, {
      status,
    } as unknown as OrderClient);
  const overdue = async (seconds: number) => {
    const orderId = randomUUID();
    await reserve(one('SKU-09', 4), orderId);
    const past = `UPDATE reservations SET expires_at = now() - $2 * interval '1 second' WHERE order_id = $1`;
    await database.query(past, [orderId, seconds]);
  };
  const away = () => Promise.reject(new Error('Order is away'));

  it.each([
    ['ends when Order has cancelled', 1, () => Promise.resolve('CANCELLED'), 0],
    ['ends when Order knows no such order', 1, () => Promise.resolve(undefined), 0],
    ['stays while Order still wants it', 1, () => Promise.resolve('AWAITING_PAYMENT'), 4],
    ['stays while Order is away', 1, away, 4],
    ['ends after its grace, whatever Order says', 60, () => Promise.resolve('AWAITING_PAYMENT'), 0],
    ['ends after its grace, when Order is away', 60, away, 0],
  ])('%s', async (_, seconds, status, reserved) => {
    await overdue(seconds);
    await Promise.all([sweeper(status).sweep(), sweeper(status).sweep()]);
    expect(await stockOf('SKU-09')).toEqual([10, reserved]);
  });

  it('is left alone before its time', async () => {
    const orderId = randomUUID();
    await reserve(one('SKU-09', 4), orderId);
    await reservations.expire(orderId);
    expect(await stockOf('SKU-09')).toEqual([10, 4]);
  });
});

it('has no answer for the Commit of an unknown order', async () => {
  await expect(reservations.commit(randomUUID())).rejects.toMatchObject({ code: 'reservation.not_found' });
});

it('lets the schema refuse to oversell, whatever the code says', async () => {
  await expect(database.query('UPDATE stock SET reserved = 11 WHERE sku = $1', ['SKU-08'])).rejects.toMatchObject({
    constraint: 'stock_never_oversold',
  });
});
