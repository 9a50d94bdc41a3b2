import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import type { OrderClient } from './order.client.ts';
import { until } from './payment.fixture.ts';
import type { Provider } from './provider.ts';
import { RefundNotices } from './refund.notices.ts';
import type { UntoldRefund } from './refund.schema.ts';
import { RefundService } from './refund.service.ts';
import { ANSWER_REFUND, TAKE_UNTOLD } from './refund.sql.ts';
import type { RefundStatus } from './refund.state.ts';

const NEVER_MS = 3_600_000;
const AMOUNT = 500;

let testing: TestDatabase, dataSource: DataSource, database: Database;
beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url, 8).initialize();
  database = new Database(dataSource);
});
beforeEach(() => testing.query('DELETE FROM refunds'));
afterAll(async () => {
  await dataSource.destroy();
  await testing.drop();
});

/** A replica, and an Order that does what a test wants when it is told. */
function noticesTo(recordRefund: OrderClient['recordRefund']): RefundNotices {
  const config = { SWEEP_MS: NEVER_MS, LOG_LEVEL: 'silent' } as Config;
  return new RefundNotices(config, database, { recordRefund } as OrderClient);
}

/** An Order that keeps what it is told, and refuses as `refuse` says. */
function listener(refuse: (refund: UntoldRefund) => DomainError | undefined = () => undefined) {
  const heard: UntoldRefund[] = [];
  const notices = noticesTo(async (refund) => {
    heard.push(refund);
    const refusal = refuse(refund);
    if (refusal) throw refusal;
  });
  return { heard, notices };
}

/** A captured payment with one refund. */
async function refundThatIs(status: RefundStatus): Promise<{ id: string; orderId: string; paymentId: string }> {
  const [id, orderId, paymentId] = [randomUUID(), randomUUID(), randomUUID()];
  await testing.query(
    `INSERT INTO payments (id, order_id, user_id, amount, currency, provider, status)
     VALUES ($1, $2, $1, 1999, 'EUR', 'odd', 'CAPTURED')`,
    [paymentId, orderId],
  );
  await testing.query(
    `INSERT INTO refunds (id, payment_id, amount, reason, status) VALUES ($1, $2, $3, 'broken', $4)`,
    [id, paymentId, AMOUNT, status],
  );
  return { id, orderId, paymentId };
}

const untold = async () =>
  (await testing.query<{ id: string }>('SELECT id FROM refunds WHERE told_at IS NULL')).map(({ id }) => id);
/** As if the last attempts had been a while ago. */
const later = () => testing.query(`UPDATE refunds SET telling_at = telling_at - interval '11 s'`);
const away = () => new DomainError('unavailable', 'order.unavailable', 'away');

it('tells Order what went back of which order, and never again', async () => {
  const { id, orderId } = await refundThatIs('SUCCEEDED');
  const { heard, notices } = listener();
  await notices.tell();
  await later();
  await notices.tell();
  expect(heard).toEqual([{ id, orderId, amount: AMOUNT, currency: 'EUR' }]);
  expect(await untold()).toEqual([]);
});

it('tells of a refund as soon as the provider has made it', async () => {
  const { id, paymentId } = await refundThatIs('SUBMITTED');
  const { heard, notices } = listener();
  const provider = { refund: async () => ({ result: 'succeeded', ref: 'ref' }) } as unknown as Provider;
  await new RefundService(database, provider, notices).refundRest({ id: paymentId }, 'rest');
  const amounts = async () => heard.map(({ amount }) => amount).toSorted((one, other) => one - other);
  const told = await until(amounts, ({ length }) => length === 2);
  await notices.beforeApplicationShutdown();
  expect(told).toEqual([AMOUNT, 1999 - AMOUNT]);
  expect(heard.some((refund) => refund.id === id)).toBe(true);
});

it.each(['SUBMITTED', 'FAILED'] as const)('does not tell of one that is %s', async (status) => {
  await refundThatIs(status);
  const { heard, notices } = listener();
  await notices.tell();
  expect(heard).toEqual([]);
});

it('tells of each once when six replicas look at the same time', async () => {
  const refunds = await Promise.all(Array.from({ length: 30 }, () => refundThatIs('SUCCEEDED')));
  const { heard, notices } = listener();
  await Promise.all(Array.from({ length: 6 }, () => notices.tell()));
  expect(heard.map(({ id }) => id).toSorted()).toEqual(refunds.map(({ id }) => id).toSorted());
  expect(await untold()).toEqual([]);
});

it('does not overlook one that is being answered at that moment', async () => {
  const { id } = await refundThatIs('SUCCEEDED');
  const { heard, notices } = listener();
  let telling: Promise<unknown> | undefined;
  await database.transaction(async (tx) => {
    await tx.one(ANSWER_REFUND, [id, 201, '{}']);
    telling = notices.tell();
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await telling;
  expect(heard).toMatchObject([{ id }]);
});

it('takes all of a long list, a batch after the other', async () => {
  for (let refund = 0; refund < 25; refund++) await refundThatIs('SUCCEEDED');
  const { notices } = listener();
  expect([await notices.tell(), await notices.tell()]).toEqual([true, false]);
  expect(await untold()).toEqual([]);
});

it('tells again, but not at once, when Order is away or says that it is too early', async () => {
  const { id } = await refundThatIs('SUCCEEDED');
  const refusals = [away(), new DomainError('conflict', 'order.unfinished', 'too early')];
  const { heard, notices } = listener(() => refusals.shift());
  for (const times of [1, 2, 3]) {
    await notices.tell();
    await notices.tell();
    expect(heard).toHaveLength(times);
    expect(await untold()).toEqual(times < 3 ? [id] : []);
    await later();
  }
});

it('does not let one that is refused hold up the others', async () => {
  const refused = await refundThatIs('SUCCEEDED');
  await refundThatIs('SUCCEEDED');
  const { notices } = listener(({ id }) => (id === refused.id ? away() : undefined));
  await notices.tell();
  expect(await untold()).toEqual([refused.id]);
});

it('tells again what a process was about to tell, or had told without marking it, when it died', async () => {
  const { id } = await refundThatIs('SUCCEEDED');
  await database.many(TAKE_UNTOLD, [1, 10]);
  const { heard, notices } = listener();
  await notices.tell();
  expect(heard).toEqual([]);
  await later();
  await notices.tell();
  expect(heard).toMatchObject([{ id }]);
});
