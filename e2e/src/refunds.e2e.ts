import { randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { evidenceOf, type Evidence } from '../../deploy/local/check/evidence.ts';
import { lookUntilAllHold } from '../../deploy/local/check/look.ts';
import { runningShop } from '../../deploy/local/processes.ts';
import { call, newCustomer, newProduct, orderOf, place, staff, until, type Answer } from './client.ts';
import { target } from './target.ts';

const { dataDir = '' } = target();
/** Mails and databases of a shop behind a given base URL are out of reach. */
const embedded = dataDir ? describe : describe.skip;
const PRICE = 1999;
/** Longer than a look of the sweep takes to come. */
const TOLD_MS = 15_000;

let customer: string;
beforeAll(async () => {
  customer = (await newCustomer()).token;
});

type Order = { id: string; payment: { id: string } };
type Event = { seq: number; type: string; data: Record<string, unknown> };

async function newOrder(): Promise<Order> {
  const product = await newProduct(3, PRICE);
  return (await place(customer, orderOf([product.id]))).body as Order;
}

/** @param amount in minor units; all that is left when absent */
async function refund({ payment }: Order, amount?: number): Promise<Answer> {
  const body = { reason: 'broken', ...(amount && { amount: { amount, currency: 'EUR' } }) };
  const headers = { 'idempotency-key': randomUUID() };
  return call('POST', `/v1/payments/${payment.id}/refunds`, { token: await staff(), headers, body });
}

async function command({ id }: Order, name: string): Promise<Answer> {
  return call('POST', `/v1/orders/${id}/${name}`, { token: await staff() });
}

/** The events once there are as many refunds among them. */
async function eventsWith(refunds: number, { id }: Order): Promise<Event[]> {
  const isThere = ({ items }: { items: Event[] }) => items.filter(({ type }) => type === 'refunded').length >= refunds;
  return (await until(`/v1/orders/${id}/events`, customer, isThere)).items as Event[];
}

/** Leaves a refund as a process does that dies after it has told Order and before it writes that down. */
async function forgetTelling(refundId: string): Promise<void> {
  await withEvidence(async (evidence) => {
    await evidence.query('payment', 'SET default_transaction_read_only = off');
    await evidence.query('payment', 'UPDATE refunds SET told_at = NULL, telling_at = NULL WHERE id = $1', [refundId]);
  });
}

/** Waits until Payment has written down that Order knows. */
async function isTold(refundId: string): Promise<boolean> {
  const told = 'SELECT FROM refunds WHERE id = $1 AND told_at IS NOT NULL';
  return withEvidence(async (evidence) => {
    for (const end = Date.now() + TOLD_MS; Date.now() < end; await sleep(100)) {
      if ((await evidence.query('payment', told, [refundId])).length) return true;
    }
    return false;
  });
}

async function withEvidence<T>(look: (evidence: Evidence) => Promise<T>): Promise<T> {
  const shop = runningShop(dataDir)!;
  const evidence = evidenceOf(dataDir, (app) => shop.databaseUrl(app));
  return look(evidence).finally(() => evidence.close());
}

describe('a refund', () => {
  it('of a part and of the rest are events of the order, which stays as it is', async () => {
    const order = await newOrder();
    const part = await refund(order, 700);
    await eventsWith(1, order);
    const rest = await refund(order);
    const events = await eventsWith(2, order);
    expect(events.slice(4)).toMatchObject([
      { seq: 5, type: 'refunded', data: { refundId: part.body.id, amount: 700, currency: 'EUR' } },
      { seq: 6, type: 'refunded', data: { refundId: rest.body.id, amount: PRICE - 700, currency: 'EUR' } },
    ]);
    const { body } = await call('GET', `/v1/orders/${order.id}`, { token: customer });
    expect(body).toMatchObject({ status: 'CONFIRMED', payment: { id: order.payment.id, status: 'CAPTURED' } });
  });

  it('may come before, between and after shipping and delivery', async () => {
    const order = await newOrder();
    let refunds = 0;
    for (const name of ['ship', 'deliver', undefined]) {
      expect((await refund(order, 100)).status).toBe(201);
      await eventsWith(++refunds, order);
      if (name) expect((await command(order, name)).status).toBe(200);
    }
    const types = (await eventsWith(3, order)).slice(3).map(({ type }) => type);
    expect(types).toEqual(['confirmed', 'refunded', 'shipped', 'refunded', 'delivered', 'refunded']);
  });
});

embedded('of a refund', () => {
  it('the customer is written to, with the amount that went back', async () => {
    const order = await newOrder();
    await refund(order, 700);
    await eventsWith(1, order);
    await refund(order);
    const folder = join(dataDir, 'mails');
    const files = [5, 6].map((seq) => `${order.id}-${seq}.eml`);
    const isSent = async () => (await readdir(folder)).filter((file) => files.includes(file)).length === 2;
    for (const end = Date.now() + TOLD_MS; !(await isSent()) && Date.now() < end;) await sleep(100);
    const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    for (const mail of mails) expect(mail).toMatch(/^Subject: A refund for your order SM-\d+\r$/m);
    const returned = mails.map((mail) => /we have returned =?\S*?([\d.]+) to/.exec(mail.replaceAll('=\r\n', ''))?.[1]);
    expect(returned).toEqual(['7.00', '12.99']);
  });

  it('Order is told again when nobody has written down that it was, and changes nothing by it', async () => {
    const order = await newOrder();
    const { body } = await refund(order);
    await eventsWith(1, order);
    expect(await isTold(body.id)).toBe(true);
    await forgetTelling(body.id);
    expect(await isTold(body.id)).toBe(true);
    expect((await eventsWith(1, order)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('the invariants of the shop know', async () => {
    const verdicts = await withEvidence((evidence) => lookUntilAllHold(evidence, 30));
    expect(verdicts.filter(({ offenders }) => offenders.length)).toEqual([]);
  });
});
