import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CAPTURED, DECLINED, newPayment, startPayment, type PaymentFixture } from './payment.fixture.ts';

let shop: PaymentFixture;
const payment = newPayment();
const path = `/v1/payments/${payment.paymentId}`;
beforeAll(async () => {
  shop = await startPayment();
  await shop.pay(payment);
});
afterAll(() => shop.close());

const token = (sub: string, ...roles: string[]) => shop.issuer.mintToken({ sub, roles: ['customer', ...roles] });

describe('GET /v1/payments/{id}', () => {
  it('shows a payment to whom it belongs, and to staff', async () => {
    const view = {
      id: payment.paymentId,
      orderId: payment.orderId,
      amount: { amount: 1999, currency: 'EUR' },
      status: 'CAPTURED',
      refunded: { amount: 0, currency: 'EUR' },
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    };
    const own = await shop.get(path, await token(payment.userId));
    const staff = await shop.get(path, await token(randomUUID(), 'staff'));
    expect([own, staff]).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect([own.body, staff.body]).toEqual([view, view]);
  });

  it('shows what was refunded', async () => {
    const other = newPayment();
    await shop.pay(other);
    await shop.void(other);
    const { body } = await shop.get(`/v1/payments/${other.paymentId}`, await token(other.userId));
    expect(body).toMatchObject({ status: 'CAPTURED', refunded: { amount: 1999, currency: 'EUR' } });
  });

  it('answers alike for another’s payment and for one that does not exist', async () => {
    const stranger = await token(randomUUID());
    const others = await shop.get(path, stranger);
    const unknown = await shop.get(`/v1/payments/${randomUUID()}`, stranger);
    expect(others).toMatchObject({ status: 404, body: { code: 'payment.not_found' } });
    expect({ ...others.body, traceId: '' }).toEqual({ ...unknown.body, traceId: '' });
  });

  it('needs a token, and an id that can be one', async () => {
    expect(await shop.get(path)).toMatchObject({ status: 401, body: { code: 'token.missing' } });
    const odd = await shop.get('/v1/payments/1', await token(payment.userId));
    expect(odd).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('ListPayments', () => {
  it('tells the payments of the orders that have any', async () => {
    const { orderId } = newPayment();
    const declined = newPayment({ orderId, token: 'tok_declined' });
    const captured = newPayment({ orderId });
    await shop.pay(declined);
    await shop.pay(captured);
    const common = { orderId, amount: { amount: 1999, currency: 'EUR' }, refunded: 0 };
    expect(await shop.list([orderId, newPayment().orderId])).toEqual({
      payments: [
        { id: declined.paymentId, status: DECLINED, ...common },
        { id: captured.paymentId, status: CAPTURED, ...common },
      ],
    });
    expect(await shop.list([])).toEqual({ payments: [] });
  });
});
