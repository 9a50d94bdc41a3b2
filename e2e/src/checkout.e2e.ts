import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ADDRESS, call, newCustomer, newProduct, orderOf, place, staff, until } from './client.ts';

let customer: string;

beforeAll(async () => {
  customer = (await newCustomer()).token;
});

const available = async (productId: string) => (await call('GET', `/v1/products/${productId}`)).body.stock.available;

describe('placing an order', () => {
  it('buys, pays and answers with the confirmed order', async () => {
    const [cup, plate] = [await newProduct(5, 1250), await newProduct(5, 300)];
    const body = {
      ...orderOf([cup.id, plate.id], { quantity: 2 }),
      expectedTotal: { amount: 3100, currency: 'EUR' },
    };
    const { status, headers, body: order } = await place(customer, body);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/orders/${order.id}`);
    expect(order).toMatchObject({
      status: 'CONFIRMED',
      number: expect.stringMatching(/^SM-\d+$/),
      total: { amount: 3100, currency: 'EUR' },
      shippingAddress: ADDRESS,
      payment: { status: 'CAPTURED' },
      items: [
        { productId: cup.id, sku: cup.sku, quantity: 2, unitPrice: { amount: 1250 }, lineTotal: { amount: 2500 } },
        { productId: plate.id, quantity: 2, lineTotal: { amount: 600 } },
      ],
    });
    expect((await call('GET', `/v1/orders/${order.id}`, { token: customer })).body).toEqual(order);
    expect([await available(cup.id), await available(plate.id)]).toEqual([3, 3]);
    const payment = await call('GET', `/v1/payments/${order.payment.id}`, { token: customer });
    expect(payment.body).toMatchObject({
      orderId: order.id,
      status: 'CAPTURED',
      amount: { amount: 3100, currency: 'EUR' },
    });
    const events = await call('GET', `/v1/orders/${order.id}/events`, { token: customer });
    expect(events.body.items.map((event: { type: string }) => event.type)).toEqual([
      'placed',
      'stock_reserved',
      'payment_captured',
      'confirmed',
    ]);
  });

  it('buys what is in the cart, and empties it', async () => {
    const { token } = await newCustomer();
    const product = await newProduct(5, 700);
    const put = await call('PUT', `/v1/cart/items/${product.id}`, { token, body: { quantity: 3 } });
    expect(put.body).toMatchObject({ items: [{ productId: product.id, quantity: 3 }], total: { amount: 2100 } });
    const { status, body } = await place(token, {
      shippingAddress: ADDRESS,
      payment: { method: 'card', token: 'tok_visa' },
    });
    expect([status, body.total.amount]).toEqual([201, 2100]);
    expect((await call('GET', '/v1/cart', { token })).body.items).toEqual([]);
    const again = await place(token, { shippingAddress: ADDRESS, payment: { method: 'card', token: 'tok_visa' } });
    expect(again).toMatchObject({ status: 400, body: { code: 'cart.empty' } });
  });

  it.each([
    ['tok_declined', 'card_declined'],
    ['tok_insufficient_funds', 'insufficient_funds'],
  ])('answers 402 to %s, names the cancelled order and gives the stock back', async (card, reason) => {
    const product = await newProduct(3);
    const { status, headers, body } = await place(customer, orderOf([product.id], { card }));
    expect([status, headers.get('content-type')]).toEqual([402, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'payment.declined', detail: expect.stringContaining(reason) });
    const order = await until(`/v1/orders/${body.orderId}`, customer, ({ status }) => status === 'CANCELLED');
    expect(order).toMatchObject({ cancelReason: 'payment_declined', payment: { status: 'DECLINED' } });
    expect(await available(product.id)).toBe(3);
  });

  it('answers 409 when there is not enough, and takes no money', async () => {
    const product = await newProduct(2);
    const { status, body } = await place(customer, orderOf([product.id], { quantity: 3 }));
    expect([status, body.code]).toEqual([409, 'order.out_of_stock']);
    const order = (await call('GET', `/v1/orders/${body.orderId}`, { token: customer })).body;
    expect(order).toMatchObject({ status: 'CANCELLED', cancelReason: 'out_of_stock', payment: null });
    expect(await available(product.id)).toBe(2);
  });

  it('answers 409 when the price has changed, and places nothing', async () => {
    const product = await newProduct(2, 1000);
    const body = { ...orderOf([product.id]), expectedTotal: { amount: 900, currency: 'EUR' } };
    const key = randomUUID();
    const refused = await place(customer, body, key);
    expect(refused).toMatchObject({ status: 409, body: { code: 'order.price_changed' } });
    expect((await place(customer, body, key)).text).toBe(refused.text);
    expect(await available(product.id)).toBe(2);
  });

  it('keeps the price that was paid when the product becomes dearer', async () => {
    const product = await newProduct(2, 1000);
    const { body: order } = await place(customer, orderOf([product.id]));
    const change = { price: { amount: 5000, currency: 'EUR' } };
    await call('PATCH', `/v1/products/${product.id}`, { token: await staff(), body: change });
    expect((await call('GET', `/v1/orders/${order.id}`, { token: customer })).body.total.amount).toBe(1000);
  });

  it('answers 202 while a payment is slow, and confirms it in the end', async () => {
    const product = await newProduct(2);
    const placed = await place(customer, orderOf([product.id], { card: 'tok_slow' }));
    expect(placed).toMatchObject({
      status: 202,
      body: { status: 'AWAITING_PAYMENT', payment: { status: 'SUBMITTED' } },
    });
    const path = placed.headers.get('location') as string;
    await until(path, customer, ({ status }) => status === 'CONFIRMED');
    expect(await available(product.id)).toBe(1);
  });

  it.each(['tok_timeout_after_charge', 'tok_error'])('charges once in spite of %s', async (card) => {
    const product = await newProduct(2);
    const placed = await place(customer, orderOf([product.id], { card }));
    expect([201, 202]).toContain(placed.status);
    const order = await until(`/v1/orders/${placed.body.id}`, customer, ({ status }) => status === 'CONFIRMED', 55);
    const payment = await call('GET', `/v1/payments/${order.payment.id}`, { token: customer });
    expect(payment.body).toMatchObject({ status: 'CAPTURED', amount: { amount: 1999 }, refunded: { amount: 0 } });
  });
});

describe('the same Idempotency-Key', () => {
  it('gives the same answer, byte for byte, and one order', async () => {
    const product = await newProduct(5);
    const [key, body] = [randomUUID(), orderOf([product.id])];
    const first = await place(customer, body, key);
    const second = await place(customer, body, key);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(await available(product.id)).toBe(4);
  });

  it('sent twenty times at once makes one order and equal answers', async () => {
    const product = await newProduct(50);
    const [key, body] = [randomUUID(), orderOf([product.id])];
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(customer, body, key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await available(product.id)).toBe(49);
  });

  it('repeats a refusal too', async () => {
    const product = await newProduct(1);
    const [key, body] = [randomUUID(), orderOf([product.id], { card: 'tok_declined' })];
    const first = await place(customer, body, key);
    expect(first.status).toBe(402);
    expect((await place(customer, body, key)).text).toBe(first.text);
  });

  it('with another body is a 422, and of another customer a key of their own', async () => {
    const product = await newProduct(9);
    const key = randomUUID();
    expect((await place(customer, orderOf([product.id]), key)).status).toBe(201);
    const other = await place(customer, orderOf([product.id], { quantity: 2 }), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
    expect((await place((await newCustomer()).token, orderOf([product.id]), key)).status).toBe(201);
    expect(await available(product.id)).toBe(7);
  });

  it('is not used up by a bad request', async () => {
    const product = await newProduct(2);
    const key = randomUUID();
    expect((await place(customer, { ...orderOf([product.id]), colour: 'red' }, key)).status).toBe(400);
    expect((await place(customer, orderOf([product.id]), key)).status).toBe(201);
  });
});

describe('a race', () => {
  it('of fifty buyers for ten pieces sells ten, and tells the others within two seconds', async () => {
    const product = await newProduct(10);
    const buyers = await Promise.all(Array.from({ length: 5 }, () => newCustomer()));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => place(buyers[at % 5]?.token ?? '', orderOf([product.id]))),
    );
    const confirmed = answers.filter(({ status, body }) => status === 201 && body.status === 'CONFIRMED');
    const refused = answers.filter(({ status, body }) => status === 409 && body.code === 'order.out_of_stock');
    expect([confirmed.length, refused.length]).toEqual([10, 40]);
    expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(2000);
    expect((await call('GET', `/v1/products/${product.id}`)).body).toMatchObject({
      inStock: false,
      stock: { available: 0 },
    });
  });
});
