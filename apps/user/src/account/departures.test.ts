import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import type { Config } from '../config.ts';
import { createDataSource } from '../data-source.ts';
import type { OrderClient } from '../order.client.ts';
import { Departures } from './departures.ts';

let testing: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});
beforeEach(() => testing.query('DELETE FROM departures'));

const leave = (id = randomUUID()) => testing.query('INSERT INTO departures (user_id) VALUES ($1)', [id]);
const due = () => testing.query('UPDATE departures SET tell_at = now()');

/** Departures over the real database, and Order as a test wants it: it says how many orders are under way. */
function departures(forgetUser: OrderClient['forgetUser']): Departures {
  const config = { SWEEP_MS: 60_000, LOG_LEVEL: 'silent' } as Config;
  return new Departures(config, new Database(dataSource), { forgetUser } as OrderClient);
}

/** Seconds until Order is told again, null when it need not be. */
async function next(): Promise<number | null> {
  const text = `SELECT CASE WHEN forgotten_at IS NULL THEN round(extract(epoch FROM tell_at - now()))::int END AS wait FROM departures`;
  return (await testing.query<{ wait: number | null }>(text))[0]!.wait;
}

it('tells Order once of somebody of whom it has nothing left', async () => {
  await leave();
  let told = 0;
  const order = async () => (told++, 0);
  await Promise.all([1, 2, 3].map(() => departures(order).tell()));
  await due();
  await departures(order).tell();
  expect([told, await next()]).toEqual([1, null]);
});

it('asks again in an hour while an order is under way', async () => {
  await leave();
  await departures(async () => 1).tell();
  expect(await next()).toBe(3600);
  await due();
  await departures(async () => 0).tell();
  expect(await next()).toBeNull();
});

it('tells Order again in a minute when it was away', async () => {
  await leave();
  await departures(() => Promise.reject(new Error('Order is away'))).tell();
  expect(await next()).toBe(60);
});
