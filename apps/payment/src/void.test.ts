import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  bothBooks,
  CANCELLED,
  CAPTURED,
  crashWhilePaying,
  DECLINED,
  earned,
  isKnown,
  newPayment,
  startPayment,
  SUBMITTED,
  twenty,
  until,
  type PaymentFixture,
} from './payment.fixture.ts';

let shop: PaymentFixture;
beforeAll(async () => {
  shop = await startPayment();
});
afterAll(() => shop.close());

describe('Void', () => {
  it('of an unknown payment refuses it for good, without asking the provider', async () => {
    const payment = newPayment();
    expect(await shop.void(payment)).toEqual({ status: CANCELLED, refunded: 0 });
    expect(await shop.pay(payment)).toEqual({ status: CANCELLED, declineCode: '' });
    expect(await shop.void(payment)).toEqual({ status: CANCELLED, refunded: 0 });
    expect(shop.effects(payment.paymentId)).toEqual([]);
  });

  it('of a captured payment refunds it once, however often and in parallel', async () => {
    const payment = newPayment();
    await shop.pay(payment);
    const answers = await twenty(() => shop.void(payment));
    answers.push(await shop.void(payment));
    expect(answers).toEqual(Array(21).fill({ status: CAPTURED, refunded: 1999 }));
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded', 'refund']);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('of a declined payment changes nothing', async () => {
    const payment = newPayment({ token: 'tok_declined' });
    await shop.pay(payment);
    expect(await shop.void(payment)).toEqual({ status: DECLINED, refunded: 0 });
    expect(shop.effects(payment.paymentId)).toEqual(['failed']);
  });

  it('of a payment that the provider has charged without answering gives the money back', async () => {
    const payment = newPayment({ token: 'tok_slow' });
    const paying = shop.pay(payment);
    await until(
      () => Promise.resolve(shop.effects(payment.paymentId)),
      ({ length }) => length > 0,
    );
    expect(await shop.void(payment)).toEqual({ status: CAPTURED, refunded: 1999 });
    expect(isKnown(await paying)).toBe(false);
    expect(await until(() => shop.pay(payment), isKnown)).toMatchObject({ status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded', 'refund']);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('of a payment that the provider has not charged cancels it', async () => {
    const payment = newPayment({ token: 'tok_error' });
    expect(await shop.pay(payment)).toMatchObject({ status: SUBMITTED });
    expect(await shop.void(payment)).toEqual({ status: CANCELLED, refunded: 0 });
    expect(await shop.pay(payment)).toMatchObject({ status: CANCELLED });
    expect(shop.effects(payment.paymentId)).toEqual(['cancel']);
  });

  it('of a payment that the provider has declined without our knowing declines it', async () => {
    const payment = newPayment({ token: 'tok_declined' });
    await crashWhilePaying(shop, payment, true);
    expect(await shop.void(payment)).toEqual({ status: DECLINED, refunded: 0 });
  });

  it.each(['before', 'after'])('finishes a refund whose process died %s the provider was asked', async (when) => {
    const payment = newPayment();
    const [refundId, part] = [randomUUID(), 500];
    await shop.pay(payment);
    await shop.database.query(
      `INSERT INTO refunds (id, payment_id, amount, reason, status) VALUES ($1, $2, $3, 'part', 'SUBMITTED')`,
      [refundId, payment.paymentId, part],
    );
    if (when === 'after')
      await shop.provider.call('/v1/refunds', refundId, { reference: payment.paymentId, amount: part });
    expect(await shop.void(payment)).toEqual({ status: CAPTURED, refunded: 1999 });
    expect(shop.provider.effects(payment.paymentId).map(({ amount }) => amount)).toEqual([1999, 500, 1499]);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('at the same time as Pay leaves no money behind, whoever is first', async () => {
    const payments = Array.from({ length: 30 }, () => newPayment());
    await Promise.all(
      payments.flatMap((payment, at) =>
        at % 2 ? [shop.pay(payment), shop.void(payment)] : [shop.void(payment), shop.pay(payment)],
      ),
    );
    for (const payment of payments) {
      const { status, refunded } = await shop.void(payment);
      expect([CAPTURED, CANCELLED]).toContain(status);
      expect(refunded).toBe(status === CAPTURED ? 1999 : 0);
      expect(await earned(shop, payment.paymentId)).toBe(0);
    }
  });
});

describe('while the provider is down', () => {
  it('Pay and Void answer SUBMITTED; afterwards they find out', async () => {
    const [paid, voided, captured] = [newPayment(), newPayment(), newPayment()];
    await shop.pay(captured);
    await shop.provider.kill();
    expect(await shop.pay(paid)).toMatchObject({ status: SUBMITTED });
    expect(await shop.pay(voided)).toMatchObject({ status: SUBMITTED });
    expect(await shop.void(voided)).toEqual({ status: SUBMITTED, refunded: 0 });
    expect(await shop.void(captured)).toEqual({ status: CAPTURED, refunded: 0 });
    await shop.provider.start();
    expect(await until(() => shop.pay(paid), isKnown)).toMatchObject({ status: CAPTURED });
    expect(await until(() => shop.void(voided), isKnown)).toEqual({ status: CANCELLED, refunded: 0 });
    expect(await shop.void(captured)).toEqual({ status: CAPTURED, refunded: 1999 });
  });
});

describe('in the end', () => {
  it('the books agree with the provider’s log', async () => {
    const { ours, theirs } = await bothBooks(shop);
    expect(ours).toEqual(theirs);
    expect(ours.size).toBeGreaterThan(35);
  });
});
