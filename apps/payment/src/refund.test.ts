import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { payment as proto } from '@shopmesh/contracts';
import { randomUUID } from 'node:crypto';
import {
  bothBooks,
  CAPTURED,
  crashWhilePaying,
  earned,
  newPayment,
  startPayment,
  twenty,
  until,
  type PaymentFixture,
} from './payment.fixture.ts';

let shop: PaymentFixture, staff: string, payment: proto.PayRequest;
beforeAll(async () => {
  shop = await startPayment({ SWEEP_MS: '50' });
  staff = await shop.issuer.mintToken({ sub: randomUUID(), roles: ['customer', 'staff'] });
});
beforeEach(async () => {
  payment = newPayment();
  await shop.pay(payment);
});
afterAll(() => shop.close());

type Ask = { body?: object; key?: string | null; token?: string; id?: string };
function refund({ body = { reason: 'broken' }, key = randomUUID(), token = staff, id = payment.paymentId }: Ask = {}) {
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
  return shop.call('POST', `/v1/payments/${id}/refunds`, { token, headers, body });
}
const part = (amount: number) => ({ reason: 'broken', amount: { amount, currency: 'EUR' } });
const refunded = async () => (await shop.list([payment.orderId])).payments[0]!.refunded;
const amounts = () => shop.provider.effects(payment.paymentId).map(({ amount }) => amount);
const rows = () => shop.database.query('SELECT FROM refunds WHERE payment_id = $1', [payment.paymentId]);

describe('a refund', () => {
  it('of all that is left is made, booked, and shown on the payment', async () => {
    const answer = await refund();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      paymentId: payment.paymentId,
      amount: { amount: 1999, currency: 'EUR' },
      reason: 'broken',
      status: 'SUCCEEDED',
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(await shop.get(`/v1/payments/${payment.paymentId}`, staff)).toMatchObject({
      body: { status: 'CAPTURED', refunded: { amount: 1999, currency: 'EUR' } },
    });
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('may be partial, several times, up to what was captured', async () => {
    for (const amount of [500, 499]) expect(await refund({ body: part(amount) })).toMatchObject({ status: 201 });
    const above = await refund({ body: part(1001) });
    expect(above).toMatchObject({ status: 409, body: { code: 'refund.too_high' } });
    expect(above.body.detail).toContain('1000 EUR');
    expect(await refund()).toMatchObject({ status: 201, body: { amount: { amount: 1000 } } });
    expect(await refund()).toMatchObject({ status: 409, body: { code: 'refund.too_high' } });
    expect(amounts()).toEqual([1999, 500, 499, 1000]);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('stays within what was captured when 20 are asked for at once', async () => {
    const answers = await twenty(() => refund({ body: part(300) }));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(6);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(6);
    expect(await refunded()).toBe(1800);
    expect(amounts()).toEqual([1999, ...Array<number>(6).fill(300)]);
  });

  it('and a Void at the same time give back all of it and no more', async () => {
    const [answer] = await Promise.all([refund({ body: part(700) }), ...[1, 2, 3].map(() => shop.void(payment))]);
    expect([201, 409]).toContain(answer.status);
    expect(await shop.void(payment)).toEqual({ status: CAPTURED, refunded: 1999 });
    expect(amounts().reduce((sum, amount) => sum - amount, 2 * 1999)).toBe(0);
  });

  it('does not need Order, which hears of it when it is back', async () => {
    const { body } = await refund();
    expect(body).toMatchObject({ status: 'SUCCEEDED' });
    expect(await shop.get('/health/ready')).toMatchObject({ status: 200 });
    const told = 'SELECT told_at FROM refunds WHERE id = $1';
    expect(await shop.database.query(told, [body.id])).toEqual([{ told_at: null }]);
  });

  it('above what is left is refused by the database too', async () => {
    const insert = `INSERT INTO refunds (id, payment_id, amount, reason, status) VALUES ($1, $2, $3, 'x', 'SUBMITTED')`;
    await refund({ body: part(1000) });
    const tooMuch = shop.database.query(insert, [randomUUID(), payment.paymentId, 1000]);
    await expect(tooMuch).rejects.toMatchObject({ constraint: 'refunds_never_above_payment' });
  });
});

describe('a repeated request', () => {
  it('gets the same bytes and refunds once, also 20 at the same time', async () => {
    const [key, body] = [randomUUID(), part(100)];
    const answers = await twenty(() => refund({ key, body }));
    answers.push(await refund({ key, body }));
    expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 201, body: { status: 'SUCCEEDED' } });
    expect(amounts()).toEqual([1999, 100]);
  });

  it('gets its first answer even when nothing would be left for it now', async () => {
    const key = randomUUID();
    const first = await refund({ key });
    expect((await refund({ key })).body).toEqual(first.body);
  });

  it('with another body or for another payment is 422', async () => {
    const [key, other] = [randomUUID(), newPayment()];
    await shop.pay(other);
    await refund({ key, body: part(100) });
    const reused = { status: 422, body: { code: 'idempotency.key_reused' } };
    expect(await refund({ key, body: part(101) })).toMatchObject(reused);
    expect(await refund({ key, body: part(100), id: other.paymentId })).toMatchObject(reused);
    expect(amounts()).toEqual([1999, 100]);
  });

  it('with the key of another member of staff is a request of its own', async () => {
    const key = randomUUID();
    const colleague = await shop.issuer.mintToken({ sub: randomUUID(), roles: ['staff'] });
    await refund({ key, body: part(100) });
    expect(await refund({ key, body: part(200), token: colleague })).toMatchObject({ status: 201 });
    expect(await refunded()).toBe(300);
  });
});

describe('a refusal', () => {
  it.each([
    ['no key', 400, 'request.invalid', { key: null }],
    ['a key with spaces', 400, 'request.invalid', { key: 'a b' }],
    ['no reason', 400, 'request.invalid', { body: {} }],
    ['a reason of two lines', 400, 'request.invalid', { body: { reason: 'a\nb' } }],
    ['an amount of nothing', 400, 'request.invalid', { body: part(0) }],
    ['a negative amount', 400, 'request.invalid', { body: part(-1) }],
    ['a fraction', 400, 'request.invalid', { body: part(0.5) }],
    ['a bare number', 400, 'request.invalid', { body: { reason: 'x', amount: 100 } }],
    [
      'another currency',
      400,
      'refund.wrong_currency',
      { body: { reason: 'x', amount: { amount: 1, currency: 'USD' } } },
    ],
    ['something unknown', 400, 'request.invalid', { body: { reason: 'x', force: true } }],
    ['more than was captured', 409, 'refund.too_high', { body: part(2000) }],
    ['an id that is none', 400, 'request.invalid', { id: '1' }],
    ['an unknown payment', 404, 'payment.not_found', { id: randomUUID() }],
  ] as const)('of %s is %i %s, and leaves nothing behind', async (_, status, code, ask) => {
    expect(await refund(ask)).toMatchObject({ status, body: { status, code } });
    expect(await rows()).toEqual([]);
    expect(amounts()).toEqual([1999]);
  });

  it('does not use up its key', async () => {
    const key = randomUUID();
    expect(await refund({ key, body: part(2000) })).toMatchObject({ status: 409 });
    expect(await refund({ key, body: part(5) })).toMatchObject({ status: 201 });
  });

  it('of who is not staff is 403, and of who is nobody 401', async () => {
    const customer = await shop.issuer.mintToken({ sub: payment.userId });
    expect(await refund({ token: customer })).toMatchObject({ status: 403, body: { code: 'role.missing' } });
    expect(await refund({ token: '' })).toMatchObject({ status: 401, body: { code: 'token.missing' } });
    expect(await rows()).toEqual([]);
  });

  it.each(['SUBMITTED', 'DECLINED', 'CANCELLED'])('of a payment that is %s is 409', async (status) => {
    const other = newPayment({ token: 'tok_declined' });
    if (status === 'SUBMITTED') await crashWhilePaying(shop, other, false);
    if (status === 'DECLINED') await shop.pay(other);
    if (status === 'CANCELLED') await shop.void(other);
    const answer = await refund({ id: other.paymentId });
    expect(answer).toMatchObject({ status: 409, body: { code: 'refund.not_captured' } });
  });

  it('by the provider is 409 for good, and the money can be refunded by another request', async () => {
    const [key, body] = [randomUUID(), part(1999)];
    // Someone has refunded it by hand, where the provider keeps its books.
    await shop.provider.call('/v1/refunds', randomUUID(), { reference: payment.paymentId, amount: 1 });
    const refused = await refund({ key, body });
    expect(refused).toMatchObject({ status: 409, body: { code: 'refund.refused' } });
    expect((await refund({ key, body })).body).toEqual(refused.body);
    expect(await refund({ body: part(1998) })).toMatchObject({ status: 201 });
  });
});

describe('while the provider is silent', () => {
  it('a refund is SUBMITTED, stays so for its key, and is finished in the background', async () => {
    const key = randomUUID();
    await shop.provider.control({ down: true });
    const answer = await refund({ key });
    expect(answer).toMatchObject({ status: 201, body: { status: 'SUBMITTED' } });
    expect(await refund()).toMatchObject({ status: 409, body: { code: 'refund.too_high' } });
    expect(await refunded()).toBe(0);
    await shop.provider.control();
    await shop.database.query(`UPDATE refunds SET created_at = created_at - interval '10 s' WHERE id = $1`, [
      answer.body.id,
    ]);
    expect(await until(refunded, (minor) => minor === 1999)).toBe(1999);
    expect((await refund({ key })).body).toEqual(answer.body);
    expect(amounts()).toEqual([1999, 1999]);
  });

  it('all who ask with one key get the answer that the first got, though the last could know more', async () => {
    const key = randomUUID();
    await shop.provider.control({ latencyMs: 1_400 });
    const first = refund({ key });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const last = await refund({ key });
    expect(await refunded()).toBe(1999);
    expect((await first).body).toMatchObject({ status: 'SUBMITTED' });
    expect(last.body).toEqual((await first).body);
    await shop.provider.control();
  });

  it('one that it has made without telling is made once', async () => {
    await shop.provider.control({ latencyMs: 1_500 });
    expect(await refund({ body: part(7) })).toMatchObject({ status: 201, body: { status: 'SUBMITTED' } });
    await shop.provider.control();
    expect(await until(refunded, (minor) => minor === 7)).toBe(7);
    expect(amounts()).toEqual([1999, 7]);
  });
});

describe('in the end', () => {
  it('the books agree with the provider’s log, but for what was done by hand there', async () => {
    const { ours, theirs } = await bothBooks(shop);
    const differing = [...ours].filter(([id, taken]) => theirs.get(id) !== taken);
    expect(differing).toHaveLength(1);
  });
});
