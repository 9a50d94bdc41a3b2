import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { OrderRefunds, type Refund } from './order.refunds.ts';
import type { OrderStatus, Step } from './order.state.ts';

const VERSION = 4;

let testing: TestDatabase;
let dataSource: DataSource;
let refunds: OrderRefunds;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url, 8).initialize();
  refunds = new OrderRefunds(new Database(dataSource));
});

afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

/** An order of 19.99 EUR that was bought from the cart, in which there is something again. */
async function orderThatIs(status: OrderStatus, step: Step = 'DONE'): Promise<string> {
  const id = randomUUID();
  await testing.query(
    `INSERT INTO orders (id, user_id, status, step, version, total, currency, shipping_address, idempotency_key, from_cart,
       payment_id, payment_status, created_at, updated_at, next_run_at)
     VALUES ($1, $1, $2, $3, ${VERSION}, 1999, 'EUR', '{}', 'k', true, $1, 'CAPTURED', now(), now(), NULL)`,
    [id, status, step],
  );
  await testing.query(`INSERT INTO order_items VALUES ($1, 1, $1, 'SKU', 'Mug', 1, 1999)`, [id]);
  await testing.query('INSERT INTO cart_items (user_id, product_id, quantity) VALUES ($1, $1, 1)', [id]);
  return id;
}

const refundOf = (orderId: string, amount = 500): Refund => {
  return { orderId, refundId: randomUUID(), amount, currency: 'EUR' };
};
const eventsOf = (id: string) =>
  testing.query('SELECT seq, type, data, sent_at FROM order_events WHERE order_id = $1 ORDER BY seq', [id]);
const stateOf = async (id: string) =>
  (await testing.query('SELECT status, step, version, payment_status FROM orders WHERE id = $1', [id]))[0];

describe('a refund', () => {
  it.each(['CONFIRMED', 'SHIPPED', 'DELIVERED'] as const)(
    'of an order that is %s is its next event, to be told by mail',
    async (status) => {
      const id = await orderThatIs(status);
      const [first, second] = [refundOf(id), refundOf(id, 1499)];
      await refunds.record(first);
      await refunds.record(second);
      expect(await eventsOf(id)).toEqual(
        [first, second].map(({ refundId, amount }, at) => {
          const data = { refundId, amount, currency: 'EUR' };
          return { seq: VERSION + 1 + at, type: 'refunded', data, sent_at: null };
        }),
      );
      expect(await stateOf(id)).toEqual({ status, step: 'DONE', version: VERSION + 2, payment_status: 'CAPTURED' });
    },
  );

  it('leaves the cart alone, though the order came from it', async () => {
    const id = await orderThatIs('CONFIRMED');
    await refunds.record(refundOf(id));
    expect(await testing.query('SELECT FROM cart_items WHERE user_id = $1', [id])).toHaveLength(1);
  });

  it('that is told twenty times at once is recorded once', async () => {
    const refund = refundOf(await orderThatIs('CONFIRMED'));
    await Promise.all(Array.from({ length: 20 }, () => refunds.record(refund)));
    await refunds.record(refund);
    expect(await eventsOf(refund.orderId)).toHaveLength(1);
    expect(await stateOf(refund.orderId)).toMatchObject({ version: VERSION + 1 });
  });

  it('is recorded beside others at the same time, without gaps', async () => {
    const id = await orderThatIs('SHIPPED');
    await Promise.all(Array.from({ length: 4 }, () => refunds.record(refundOf(id))));
    expect((await eventsOf(id)).map((event) => (event as { seq: number }).seq)).toEqual([5, 6, 7, 8]);
  });

  it.each([
    ['CANCELLING', 'VOID'],
    ['CANCELLING', 'RELEASE'],
    ['CANCELLED', 'DONE'],
  ] as const)('of an order that is %s at %s is its undoing, and changes nothing', async (status, step) => {
    const id = await orderThatIs(status, step);
    await refunds.record(refundOf(id));
    expect(await eventsOf(id)).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status, step, version: VERSION });
  });

  it.each([
    ['PENDING', 'RESERVE'],
    ['AWAITING_PAYMENT', 'PAY'],
    ['AWAITING_PAYMENT', 'COMMIT'],
  ] as const)('of an order that is %s at %s has to be told again', async (status, step) => {
    const id = await orderThatIs(status, step);
    const unfinished = { kind: 'conflict', code: 'order.unfinished' };
    await expect(refunds.record(refundOf(id))).rejects.toMatchObject(unfinished);
    expect(await eventsOf(id)).toEqual([]);
  });

  it('of an unknown order is refused', async () => {
    const unknown = { kind: 'not_found', code: 'order.not_found' };
    await expect(refunds.record(refundOf(randomUUID()))).rejects.toMatchObject(unknown);
  });
});
