import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { PaymentService } from './payment.service.ts';
import type { ChargeOutcome, DueRefund, Provider, RefundOutcome } from './provider.ts';
import type { RefundNotices } from './refund.notices.ts';
import { RefundService } from './refund.service.ts';

let database: TestDatabase, dataSource: DataSource;
beforeAll(async () => {
  database = await testDatabase(createDataSource);
  dataSource = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** The service with a provider that does what no good one would. */
function serviceWith(provider: Partial<Provider>): PaymentService {
  const whole = { name: 'odd', ...provider } as Provider;
  const access = new Database(dataSource);
  const notices = { wake: () => {} } as RefundNotices;
  return new PaymentService(access, whole, new RefundService(access, whole, notices));
}

const newPayment = () => {
  return { id: randomUUID(), orderId: randomUUID(), userId: randomUUID(), amount: 1999, currency: 'EUR' };
};
/** What was booked as sold for a payment and its refunds, in the order of kinds. */
const booksOf = (paymentId: string) =>
  database.query(
    `SELECT kind, amount::int FROM ledger_entries JOIN ledger_transactions ON id = transaction_id
     WHERE account = 'sales' AND (source_id = $1 OR source_id IN (SELECT id FROM refunds WHERE payment_id = $1))
     ORDER BY kind`,
    [paymentId],
  );
const IN_AND_OUT = [
  { kind: 'capture', amount: -1999 },
  { kind: 'refund', amount: 1999 },
];
const SUCCEEDED = { result: 'succeeded', ref: 'ref' } as const;

describe('a payment that is under way', () => {
  it('is joined by those who ask for it again: the provider is asked once', async () => {
    const payment = newPayment();
    const charge = Promise.withResolvers<ChargeOutcome>();
    let asked = 0;
    const payments = serviceWith({ charge: () => (asked++, charge.promise) });
    const paying = Array.from({ length: 5 }, () => payments.pay(payment, 'tok_visa'));
    while (asked === 0) await payments.list([payment.orderId]);
    paying.push(payments.pay(payment, 'tok_visa'));
    await payments.list([payment.orderId]);
    charge.resolve(SUCCEEDED);
    for (const answer of await Promise.all(paying)) expect(answer.status).toBe('CAPTURED');
    expect(asked).toBe(1);
  });
});

describe('two replicas that do the same at the same time', () => {
  it('charge, refund and book once', async () => {
    const refunds = new Set<string>();
    const provider = {
      charge: () => Promise.resolve(SUCCEEDED),
      refund: ({ id }: DueRefund) => (refunds.add(id), Promise.resolve(SUCCEEDED)),
    };
    const replicas = [serviceWith(provider), serviceWith(provider)];
    const payments = Array.from({ length: 10 }, newPayment);
    for (const payment of payments) {
      const paid = await Promise.all(replicas.map((replica) => replica.pay(payment, 'tok_visa')));
      expect(paid).toMatchObject([{ status: 'CAPTURED' }, { status: 'CAPTURED' }]);
      const voided = await Promise.all(replicas.map((replica) => replica.void(payment)));
      expect(voided.some(({ refunded }) => refunded === 1999)).toBe(true);
      expect(await replicas[0]!.void(payment)).toMatchObject({ status: 'CAPTURED', refunded: 1999 });
      expect(await booksOf(payment.id)).toEqual(IN_AND_OUT);
    }
    expect(refunds.size).toBe(payments.length);
  });
});

describe('money that the provider takes for a payment that it had cancelled', () => {
  it('goes back at once, and the books show both', async () => {
    const payment = newPayment();
    const charge = Promise.withResolvers<ChargeOutcome>();
    const refunded: number[] = [];
    const payments = serviceWith({
      charge: () => charge.promise,
      cancel: () => Promise.resolve({ result: 'cancelled', ref: 'ref' }),
      refund: ({ amount }) => (refunded.push(amount), Promise.resolve(SUCCEEDED)),
    });
    const paying = payments.pay(payment, 'tok_visa');
    while ((await payments.list([payment.orderId])).length === 0);
    expect(await payments.void(payment)).toMatchObject({ status: 'CANCELLED', refunded: 0 });
    charge.resolve(SUCCEEDED);
    expect(await paying).toMatchObject({ status: 'CANCELLED', refunded: 1999 });
    expect(refunded).toEqual([1999]);
    expect(await booksOf(payment.id)).toEqual(IN_AND_OUT);
  });
});

describe('a refund that the provider refuses', () => {
  it('is kept as FAILED, leaves the money where it is, and another one is tried when asked again', async () => {
    const payment = newPayment();
    const answers: RefundOutcome[] = [{ result: 'failed', code: 'balance_too_low' }, { result: 'unknown' }, SUCCEEDED];
    const asked: string[] = [];
    const payments = serviceWith({
      charge: () => Promise.resolve(SUCCEEDED),
      refund: ({ id }) => (asked.push(id), Promise.resolve(answers.shift()!)),
    });
    await payments.pay(payment, 'tok_visa');
    const refunded = [];
    for (let i = 0; i < 3; i++) refunded.push((await payments.void(payment)).refunded);
    expect(refunded).toEqual([0, 0, 1999]);
    // A new id after a refusal, the same one after an unknown outcome.
    expect(asked[1]).not.toBe(asked[0]);
    expect(asked[2]).toBe(asked[1]);
    const rows = await database.query('SELECT status, amount::int FROM refunds WHERE payment_id = $1 ORDER BY status', [
      payment.id,
    ]);
    expect(rows).toEqual([
      { status: 'FAILED', amount: 1999 },
      { status: 'SUCCEEDED', amount: 1999 },
    ]);
  });
});
