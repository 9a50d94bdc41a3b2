import { beforeAll, describe, expect, it } from '@jest/globals';
import { call, newCustomer, newProduct, orderOf, place } from './client.ts';

let token: string;
let productId: string;

beforeAll(async () => {
  token = (await newCustomer()).token;
  productId = (await newProduct(1000)).id;
});

const stockAndOrders = async () => [
  (await call('GET', `/v1/products/${productId}`)).body.stock.available,
  (await call('GET', '/v1/orders', { token })).body.items.length,
];

/** Numbers that JSON can say and a shop should not believe; text, so that JSON.stringify does not tidy them. */
const ABSURD = ['0', '-1', '1.5', '"1"', '1e400', 'null', '9007199254740993', 'true', '[]', '{}', '1e3'];

describe('an order', () => {
  it.each(ABSURD)('of %s pieces is a 400 that names the field, and nothing is written', async (quantity) => {
    const before = await stockAndOrders();
    const body = JSON.stringify(orderOf([productId], { quantity: 4711 })).replace('4711', quantity);
    const answer = await place(token, body as never);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.errors[0].path).toBe('items.0.quantity');
    expect(await stockAndOrders()).toEqual(before);
  });

  it.each([
    ['no items', { items: [] }, 'items'],
    [
      'an unknown product',
      { items: [{ productId: '01990000-0000-7000-8000-000000000000', quantity: 1 }] },
      'items.0.productId',
    ],
    ['a product id that is none', { items: [{ productId: 'x', quantity: 1 }] }, 'items.0.productId'],
    ['a card number for a token', { payment: { method: 'card', token: '4242424242424242' } }, 'payment.token'],
    ['another way to pay', { payment: { method: 'cash', token: 'tok_visa' } }, 'payment.method'],
    ['a price', { total: 1 }, 'total'],
    [
      'NUL in the address',
      { shippingAddress: { name: 'a\u0000', line1: 'a', city: 'a', postalCode: 'a', country: 'DE' } },
      'shippingAddress.name',
    ],
    [
      'a country that is none',
      { shippingAddress: { name: 'a', line1: 'a', city: 'a', postalCode: 'a', country: 'Germany' } },
      'shippingAddress.country',
    ],
    ['an absurd total', { expectedTotal: { amount: -1, currency: 'EUR' } }, 'expectedTotal.amount'],
  ])('with %s is a 400 that names the field', async (_, change, path) => {
    const before = await stockAndOrders();
    const answer = await place(token, { ...orderOf([productId]), ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
    expect(await stockAndOrders()).toEqual(before);
  });

  it.each([
    ['no key', undefined],
    ['an empty key', ''],
    ['a key of 256 characters', 'k'.repeat(256)],
  ])('with %s is a 400 that names the header', async (_, key) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await call('POST', '/v1/orders', { token, body: orderOf([productId]), headers });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'Idempotency-Key']);
  });
});

describe('a body', () => {
  it.each([
    ['malformed JSON', '{"items":', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['JSON a hundred thousand levels deep', '['.repeat(100_000) + ']'.repeat(100_000), 'application/json', 400],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['text', 'hello', 'text/plain', 415],
    ['XML', '<a/>', 'application/xml', 415],
    ['JSON of no known charset', '{}', 'application/json; charset=klingon', 400],
  ])('of %s is refused', async (_, body, type, status) => {
    const headers = { 'content-type': type, 'idempotency-key': 'k' };
    const answer = await call('POST', '/v1/orders', { token, body, headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      status,
      code: expect.any(String),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('of ten megabytes is a 413', async () => {
    const answer = await call('POST', '/v1/orders', { token, body: `"${'x'.repeat(10 << 20)}"` });
    expect(answer.status).toBe(413);
  });
});

describe('a path', () => {
  it.each([
    ['/v1/orders/not-an-id', 400],
    ['/v1/orders/%00', 400],
    ['/v1/products/%ff', 400],
    ['/v1/payments/0', 400],
    ['/v1/orders/01990000-0000-7000-8000-000000000000', 404],
    ['/v1/nothing', 404],
    ['/health/ready', 404],
    ['/openapi.json', 404],
  ])('%s is a %i', async (path, status) => {
    expect((await call('GET', path, { token })).status).toBe(status);
  });
});
