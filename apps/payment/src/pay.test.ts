import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DomainError } from '@shopmesh/runtime';
import {
  bothBooks,
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

describe('Pay', () => {
  it('captures the money and books it', async () => {
    const payment = newPayment();
    expect(await shop.pay(payment)).toEqual({ status: CAPTURED, declineCode: '' });
    expect(shop.provider.effects(payment.paymentId)).toMatchObject([
      { type: 'charge', key: payment.paymentId, amount: 1999, currency: 'EUR', status: 'succeeded' },
    ]);
    expect(await earned(shop, payment.paymentId)).toBe(1999);
  });

  it('answers with the reason of a decline, for good', async () => {
    const payment = newPayment({ token: 'tok_insufficient_funds' });
    const declined = { status: DECLINED, declineCode: 'insufficient_funds' };
    expect(await shop.pay(payment)).toEqual(declined);
    expect(await shop.pay({ ...payment, token: 'tok_visa' })).toEqual(declined);
    expect(shop.effects(payment.paymentId)).toEqual(['failed']);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('charges once for one id, however often and in parallel', async () => {
    const payment = newPayment();
    const answers = await twenty(() => shop.pay(payment));
    answers.push(await shop.pay(payment));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([CAPTURED]));
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
    expect(await earned(shop, payment.paymentId)).toBe(1999);
  });

  it('lets one of an order’s payments live, also in parallel', async () => {
    const { orderId } = newPayment();
    const payments = Array.from({ length: 20 }, () => newPayment({ orderId }));
    const results = await Promise.allSettled(payments.map(shop.pay));
    const refusals = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => (reason as DomainError).code);
    expect(refusals).toEqual(Array(19).fill('payment.other_live'));
    expect(payments.flatMap(({ paymentId }) => shop.effects(paymentId))).toEqual(['succeeded']);
  });

  it('lets an order pay again after a decline', async () => {
    const { orderId } = newPayment();
    expect(await shop.pay(newPayment({ orderId, token: 'tok_declined' }))).toMatchObject({ status: DECLINED });
    expect(await shop.pay(newPayment({ orderId }))).toMatchObject({ status: CAPTURED });
  });

  it.each([
    ['amount', { amount: { amount: 1, currency: 'EUR' } }],
    ['currency', { amount: { amount: 1999, currency: 'USD' } }],
    ['order', { orderId: newPayment().orderId }],
  ])('refuses an id that was used for another %s', async (_, change) => {
    const payment = newPayment();
    await shop.pay(payment);
    const mismatch = { kind: 'conflict', code: 'payment.mismatch' };
    await expect(shop.pay({ ...payment, ...change })).rejects.toMatchObject(mismatch);
    await expect(shop.void({ ...payment, ...change })).rejects.toMatchObject(mismatch);
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
  });

  it('answers SUBMITTED when the provider is slow, and stores the outcome without being asked again', async () => {
    const payment = newPayment({ token: 'tok_slow' });
    expect(await shop.pay(payment)).toEqual({ status: SUBMITTED, declineCode: '' });
    const listed = await until(
      async () => (await shop.list([payment.orderId])).payments[0]!,
      ({ status }) => status === CAPTURED,
    );
    expect(listed).toMatchObject({ id: payment.paymentId, status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
  });

  it('charges once when the provider charges without answering', async () => {
    const payment = newPayment({ token: 'tok_timeout_after_charge' });
    expect(await shop.pay(payment)).toMatchObject({ status: SUBMITTED });
    expect(await until(() => shop.pay(payment), isKnown)).toMatchObject({ status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
    expect(await earned(shop, payment.paymentId)).toBe(1999);
  });

  it('stays SUBMITTED while the provider fails, until it does not', async () => {
    const payment = newPayment({ token: 'tok_error' });
    const statuses = [await shop.pay(payment), await shop.pay(payment), await shop.pay(payment)].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([SUBMITTED, SUBMITTED, CAPTURED]);
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
  });

  it('takes what became of the first card when it is repeated with another', async () => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, true);
    expect(await shop.pay({ ...payment, token: 'tok_declined' })).toMatchObject({ status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
  });

  it('finishes a payment whose process died after the charge', async () => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, true);
    expect(await shop.pay(payment)).toMatchObject({ status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
    expect(await earned(shop, payment.paymentId)).toBe(1999);
  });

  it('takes nothing for nothing', async () => {
    const payment = newPayment({ amount: { amount: 0, currency: 'EUR' } });
    expect(await shop.pay(payment)).toMatchObject({ status: CAPTURED });
    expect(await shop.void(payment)).toEqual({ status: CAPTURED, refunded: 0 });
  });
});

describe('a bad message is refused and nothing is written:', () => {
  it.each([
    ['no amount', { amount: undefined }],
    ['a negative amount', { amount: { amount: -1, currency: 'EUR' } }],
    ['an absurd amount', { amount: { amount: 2 ** 53, currency: 'EUR' } }],
    ['no currency', { amount: { amount: 1, currency: '' } }],
    ['an id that is none', { paymentId: '1' }],
    ['no order', { orderId: '' }],
    ['no user', { userId: '' }],
    ['no token', { token: '' }],
    ['a token with a line break', { token: 'tok_visa\r\nx: y' }],
  ])('%s', async (_, change) => {
    const payment = newPayment(change);
    await expect(shop.pay(payment)).rejects.toMatchObject({ kind: 'invalid', code: 'request.invalid' });
    const rows = await shop.database.query('SELECT FROM payments WHERE user_id::text = $1', [payment.userId]);
    expect(rows).toEqual([]);
  });
});

describe('in the end', () => {
  it('the books agree with the provider’s log', async () => {
    const { ours, theirs } = await bothBooks(shop);
    expect(ours).toEqual(theirs);
    expect(ours.size).toBeGreaterThan(10);
  });

  it('no token is in the database', async () => {
    const [dump] = await shop.database.query<{ text: string }>(
      `SELECT string_agg(payments::text, ' ') AS text FROM payments`,
    );
    expect(dump!.text).not.toContain('tok_');
  });
});
