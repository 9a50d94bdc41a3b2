import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { loadConfig } from '@shopmesh/runtime';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import {
  CAPTURED,
  crashWhilePaying,
  DECLINED,
  earned,
  newPayment,
  startPayment,
  SUBMITTED,
  until,
  type PaymentFixture,
} from './payment.fixture.ts';
import { providerOf } from './provider.factory.ts';
import { Reconciliation, type Result } from './reconciliation.ts';

let shop: PaymentFixture, dataSource: DataSource, reconciliation: Reconciliation;
beforeAll(async () => {
  shop = await startPayment({ SWEEP_MS: '50', RECONCILE_HOUR: '23' });
  await shop.provider.control({ webhooks: 'lost' });
  dataSource = await createDataSource(shop.database.url, 2).initialize();
  const { url } = shop.provider;
  const env = { HTTP_PORT: '0', GRPC_PORT: '0', ORDER_GRPC: 'order:1', ISSUER: url, JWKS_URL: url, DATABASE_URL: url };
  const provider = providerOf(
    loadConfig(shape, {
      ...env,
      PROVIDER_URL: url,
      PROVIDER_WEBHOOK_SECRET: 'x'.repeat(32),
      SERVICE_SECRET: 'x'.repeat(32),
    }),
  );
  reconciliation = new Reconciliation(new Database(dataSource), provider);
});
afterAll(async () => {
  await dataSource.destroy();
  await shop.close();
});

const age = (paymentId: string, seconds: number) =>
  shop.database.query(`UPDATE payments SET created_at = created_at - $2 * interval '1 s' WHERE id = $1`, [
    paymentId,
    seconds,
  ]);
const statusOf = async (orderId: string) => (await shop.list([orderId])).payments[0]!.status;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a payment of unknown outcome', () => {
  it.each([
    ['tok_visa', CAPTURED, 1999],
    ['tok_declined', DECLINED, 0],
  ])('by %s is learnt from the provider after a minute, though nobody asks', async (token, status, minor) => {
    const payment = newPayment({ token });
    await crashWhilePaying(shop, payment, true);
    await age(payment.paymentId, 61);
    expect(
      await until(
        () => statusOf(payment.orderId),
        (now) => now !== SUBMITTED,
      ),
    ).toBe(status);
    expect(await earned(shop, payment.paymentId)).toBe(minor);
  });

  it('is left to who asked for it before', async () => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, true);
    await age(payment.paymentId, 50);
    await pause(300);
    expect(await statusOf(payment.orderId)).toBe(SUBMITTED);
  });

  it('that never reached the provider stays open for Order, which has the card’s token', async () => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, false);
    await age(payment.paymentId, 3_600);
    await pause(300);
    expect(await statusOf(payment.orderId)).toBe(SUBMITTED);
    expect(await shop.pay(payment)).toMatchObject({ status: CAPTURED });
  });

  it('is asked about again when the provider was away', async () => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, true);
    await shop.provider.control({ down: true });
    await age(payment.paymentId, 61);
    await pause(300);
    await shop.provider.control({ webhooks: 'lost' });
    await shop.database.query(`UPDATE payments SET asked_at = asked_at - interval '16 s' WHERE id = $1`, [
      payment.paymentId,
    ]);
    expect(
      await until(
        () => statusOf(payment.orderId),
        (now) => now !== SUBMITTED,
      ),
    ).toBe(CAPTURED);
  });
});

/** What the comparison finds for all that has happened until now. */
const compare = (): Promise<Result> =>
  reconciliation.run({ from: new Date(Date.now() - 3_600_000), until: new Date(Date.now() + 1_000) });
/** Runs `work` with the found differences of before as the zero. */
async function found(work: () => Promise<unknown>): Promise<number> {
  const before = await compare();
  await work();
  return (await compare()).differences - before.differences;
}

describe('the comparison with the provider’s books', () => {
  it('finds nothing where payments, refunds and declines went well', async () => {
    const work = async () => {
      const [captured, refunded, declined] = [newPayment(), newPayment(), newPayment({ token: 'tok_declined' })];
      for (const payment of [captured, refunded, declined]) await shop.pay(payment);
      await shop.void(refunded);
      await shop.void(newPayment());
    };
    expect(await found(work)).toBe(0);
    expect((await compare()).compared).toBeGreaterThan(4);
  });

  it('finds a charge that we do not know', async () => {
    const charge = { reference: randomUUID(), amount: 5, currency: 'EUR', source: 'tok_visa' };
    expect(await found(() => shop.provider.call('/v1/charges', randomUUID(), charge))).toBe(1);
  });

  it('finds a refund that was made at the provider by hand', async () => {
    const payment = newPayment();
    await shop.pay(payment);
    const refund = { reference: payment.paymentId, amount: 5 };
    // In the payments and in the ledger.
    expect(await found(() => shop.provider.call('/v1/refunds', randomUUID(), refund))).toBe(2);
  });

  it('finds money that we believe to have and the provider does not', async () => {
    const payment = newPayment();
    const invent = async () => {
      await crashWhilePaying(shop, payment, false);
      await shop.database.query(`UPDATE payments SET status = 'CAPTURED' WHERE id = $1`, [payment.paymentId]);
    };
    expect(await found(invent)).toBe(1);
  });

  it('finds an amount that was changed', async () => {
    const payment = newPayment();
    await shop.pay(payment);
    const change = `UPDATE payments SET amount = 1 WHERE id = $1`;
    expect(await found(() => shop.database.query(change, [payment.paymentId]))).toBe(1);
  });

  it('finds a capture that is missing in the ledger', async () => {
    const payment = newPayment();
    const forget = async () => {
      await crashWhilePaying(shop, payment, true);
      await shop.database.query(`UPDATE payments SET status = 'CAPTURED' WHERE id = $1`, [payment.paymentId]);
    };
    expect(await found(forget)).toBe(1);
  });

  it('changes nothing', async () => {
    const books = () => shop.database.query(`SELECT id, status, amount, refunded FROM payments ORDER BY id`);
    const before = await books();
    expect((await compare()).differences).toBeGreaterThan(0);
    expect(await books()).toEqual(before);
  });

  it('fails when the provider is away, and is made by one replica a day', async () => {
    await shop.provider.control({ down: true });
    await expect(compare()).rejects.toThrow('does not list');
    await shop.provider.control({ webhooks: 'lost' });
    await Promise.all([1, 2, 3].map(() => reconciliation.runDaily(0, 24)));
    const days = await shop.database.query(`SELECT finished_at IS NOT NULL AS finished FROM reconciliations`);
    expect(days).toEqual([{ finished: true }]);
  });
});
