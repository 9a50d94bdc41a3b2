import { beforeAll, describe, expect, it } from '@jest/globals';
import { call, newCustomer, newProduct, orderOf, place, staff, until } from './client.ts';

let customer: string;

beforeAll(async () => {
  customer = (await newCustomer()).token;
});

const available = async (productId: string) => (await call('GET', `/v1/products/${productId}`)).body.stock.available;

describe('after the order', () => {
  it('is shipped and delivered by staff, in that order only', async () => {
    const product = await newProduct(2);
    const { body: order } = await place(customer, orderOf([product.id]));
    const token = await staff();
    const command = (name: string, by = token) => call('POST', `/v1/orders/${order.id}/${name}`, { token: by });
    expect((await command('ship', customer)).status).toBe(403);
    expect(await command('deliver')).toMatchObject({ status: 409, body: { code: 'order.bad_transition' } });
    expect((await command('ship')).body.status).toBe('SHIPPED');
    expect(await command('cancel', customer)).toMatchObject({ status: 409, body: { code: 'order.bad_transition' } });
    expect((await command('deliver')).body.status).toBe('DELIVERED');
    expect((await command('ship')).status).toBe(409);
  });

  it('cannot be cancelled once it is confirmed', async () => {
    const product = await newProduct(2);
    const { body: order } = await place(customer, orderOf([product.id]));
    const refused = await call('POST', `/v1/orders/${order.id}/cancel`, { token: customer });
    expect(refused).toMatchObject({ status: 409, body: { code: 'order.bad_transition' } });
  });

  it('can be cancelled while the payment is going, and keeps neither money nor stock', async () => {
    const product = await newProduct(2);
    const { body: order } = await place(customer, orderOf([product.id], { card: 'tok_slow' }));
    const cancelled = await call('POST', `/v1/orders/${order.id}/cancel`, { token: customer });
    expect(cancelled.status).toBe(200);
    const end = await until(`/v1/orders/${order.id}`, customer, ({ status }) => status === 'CANCELLED');
    expect(end).toMatchObject({ cancelReason: 'customer' });
    const { body: payment } = await call('GET', `/v1/payments/${order.payment.id}`, { token: customer });
    expect(payment.status === 'CAPTURED' ? payment.refunded : payment.amount).toEqual(payment.amount);
    expect(['CAPTURED', 'CANCELLED']).toContain(payment.status);
    expect(await available(product.id)).toBe(2);
  });

  it('is seen by its owner and by staff, and is a 404 for everybody else', async () => {
    const product = await newProduct(2);
    const { body: order } = await place(customer, orderOf([product.id]));
    const stranger = (await newCustomer()).token;
    for (const path of [
      `/v1/orders/${order.id}`,
      `/v1/orders/${order.id}/events`,
      `/v1/payments/${order.payment.id}`,
    ]) {
      expect((await call('GET', path, { token: await staff() })).status).toBe(200);
      expect((await call('GET', path, { token: stranger })).status).toBe(404);
      expect((await call('GET', path)).status).toBe(401);
    }
    expect((await call('POST', `/v1/orders/${order.id}/cancel`, { token: stranger })).status).toBe(404);
  });

  it('is listed newest first, in pages, one customer at a time', async () => {
    const { token } = await newCustomer();
    const product = await newProduct(9);
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) ids.unshift((await place(token, orderOf([product.id]))).body.id as string);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await call('GET', `/v1/orders?limit=2${cursor && `&cursor=${cursor}`}`, { token });
      seen.push(...body.items.map((order: { id: string }) => order.id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(ids);
    const tampered = await call('GET', '/v1/orders?cursor=AAAA', { token });
    expect(tampered).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
  });
});
