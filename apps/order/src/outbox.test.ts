import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { OrderMails } from './mail/order-mails.ts';
import { Outbox } from './outbox.ts';
import type { UserClient } from './user.client.ts';

let testing: TestDatabase;
let dataSource: DataSource;
let folder: string;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url, 8).initialize();
});

afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

beforeEach(async () => {
  await testing.query('UPDATE order_events SET sent_at = now()');
  folder = await mkdtemp(join(tmpdir(), 'shopmesh-mails-'));
});

afterEach(() => rm(folder, { recursive: true }));

const ada = { email: 'ada@example.com', name: 'Ada' };
const someone = { find: (ids: readonly string[]) => Promise.resolve(new Map(ids.map((id) => [id, ada]))) };

/** An outbox over the real database, and User as a test wants it. */
function outbox(users: Pick<UserClient, 'find'> = someone): Outbox {
  const config = {
    OUTBOX_MS: 1000,
    LOG_LEVEL: 'silent',
    MAIL_DIR: folder,
    MAIL_FROM: 'Shop <shop@example.com>',
  } as Config;
  return new Outbox(config, new Database(dataSource), new OrderMails(config, users as UserClient));
}

/** An order with one unsent event. @returns the event's id */
async function event(type: string, cancelReason: string | null = null): Promise<string> {
  const id = randomUUID();
  await testing.query(
    `INSERT INTO orders (id, user_id, status, step, version, total, currency, shipping_address, idempotency_key, from_cart,
       payment_id, cancel_reason, created_at, updated_at)
     VALUES ($1, $1, 'CONFIRMED', 'DONE', 4, 2598, 'EUR', '{}', 'k', false, $1, $2, now(), now())`,
    [id, cancelReason],
  );
  await testing.query(`INSERT INTO order_items VALUES ($1, 1, $1, 'SKU', 'Mug, blue', 2, 1299)`, [id]);
  await testing.query(`INSERT INTO order_events (order_id, seq, type, at) VALUES ($1, 4, $2, now())`, [id, type]);
  return `${id}-4`;
}

const unsent = () => testing.query('SELECT seq FROM order_events WHERE sent_at IS NULL');

it.each([
  ['confirmed', 'is confirmed', 'thank you'],
  ['shipped', 'is on its way', 'has left our house'],
  ['cancelled', 'was cancelled', 'because the card was declined'],
])('writes to the customer when an order is %s, into a file that one can open', async (type, subject, text) => {
  const id = await event(type, type === 'cancelled' ? 'payment_declined' : null);
  await outbox().deliver();
  const mail = (await readFile(join(folder, `${id}.eml`), 'utf8')).replaceAll('=\r\n', '');
  expect(mail).toMatch(new RegExp(`^Subject: .*${subject}`, 'm'));
  expect(mail).toMatch(/^To: ada@example.com\r$/m);
  expect(mail).toContain(`Message-ID: <${id}@shopmesh>`);
  for (const part of ['Dear Ada', text, 'Mug, blue', '25.98']) expect(mail).toContain(part);
  expect(await unsent()).toEqual([]);
});

it('delivers each event once when ten replicas look at the same time', async () => {
  for (let at = 0; at < 5; at++) await event('confirmed');
  const asked: string[] = [];
  const counting = { find: (ids: readonly string[]) => (asked.push(...ids), someone.find(ids)) };
  await Promise.all(Array.from({ length: 10 }, () => outbox(counting).deliver()));
  expect(asked).toHaveLength(5);
  expect(await readdir(folder)).toHaveLength(5);
});

it('keeps an event that could not be delivered, and takes it again when its lease has passed', async () => {
  const id = await event('confirmed');
  await outbox({ find: () => Promise.reject(new Error('User is away')) }).deliver();
  expect(await outbox().deliver()).toBe(0);
  expect(await unsent()).toHaveLength(1);
  await testing.query(`UPDATE order_events SET claimed_until = now() - interval '1 second' WHERE sent_at IS NULL`);
  expect(await outbox().deliver()).toBe(1);
  expect(await readdir(folder)).toEqual([`${id}.eml`]);
});

it('is done with an event whose customer has left the shop', async () => {
  await event('confirmed');
  await outbox({ find: () => Promise.resolve(new Map()) }).deliver();
  expect([await unsent(), await readdir(folder)]).toEqual([[], []]);
});
