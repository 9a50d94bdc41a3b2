import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evidenceOf, type DatabaseOf, type Evidence } from '../../deploy/local/check/evidence.ts';
import { look, lookUntilAllHold } from '../../deploy/local/check/look.ts';
import { runningShop } from '../../deploy/local/processes.ts';
import { tellProvider } from '../faults/provider-control.ts';
import { call, newCustomer, newProduct, orderOf, place, until } from './client.ts';
import { target } from './target.ts';

const { dataDir = '' } = target();
/** The databases of a shop behind a given base URL are out of reach. */
const embedded = dataDir ? describe : describe.skip;

const folder = mkdtempSync(join(tmpdir(), 'check-'));
let evidence: Evidence;
let sku: string;
/** Ids of orders by what became of them; `refunded` was charged and then cancelled. */
let orders: { confirmed: string; declined: string; refunded: string };

beforeAll(async () => {
  const shop = runningShop(dataDir);
  if (!shop) return;
  const [{ token, password }, product] = [await newCustomer(), await newProduct(50)];
  evidence = evidenceOf(dataDir, (app) => shop.databaseUrl(app), [password]);
  sku = product.sku;
  const confirmed = (await place(token, orderOf([product.id]))).body.id as string;
  const declined = (await place(token, orderOf([product.id], { card: 'tok_declined' }))).body.orderId as string;
  // A webhook would tell of the charge before the order can be cancelled.
  const provider = shop.processes.find(({ name }) => name === 'payment-simulator')?.ports['http'] ?? 0;
  await tellProvider(provider, { webhooks: 'lost' });
  const refunded = (await place(token, orderOf([product.id], { card: 'tok_slow' }))).body.id as string;
  await call('POST', `/v1/orders/${refunded}/cancel`, { token });
  await until(`/v1/orders/${refunded}`, token, ({ status }) => status === 'CANCELLED');
  await tellProvider(provider);
  orders = { confirmed, declined, refunded };
});
afterAll(async () => {
  await evidence?.close();
  rmSync(folder, { recursive: true });
});

/** The numbers of what does not hold. */
async function broken(seen: Evidence): Promise<number[]> {
  const verdicts = await look(seen);
  return verdicts.filter(({ offenders }) => offenders.length).map(({ invariant }) => invariant.number);
}

/** The damage of one row of the table: `:sku`, `:confirmed` … stand for what the set-up has made. */
async function damaged<T>(app: DatabaseOf, damage: string, see: () => Promise<T>): Promise<T> {
  const names: Record<string, string> = { sku, ...orders };
  await evidence.query(app, 'BEGIN READ WRITE');
  try {
    await evidence.query(
      app,
      damage.replaceAll(/(?<!:):(\w+)/g, (_, name: string) => `'${names[name]}'`),
    );
    return await see();
  } finally {
    // Nobody but us has seen it.
    await evidence.query(app, 'ROLLBACK');
  }
}

const HELD_AGAIN = `UPDATE reservations SET state = 'HELD', expires_at = now() + interval '1 hour' WHERE order_id = :declined`;
const SECOND_PAYMENT = `
  INSERT INTO payments (id, order_id, user_id, amount, currency, provider, status)
  SELECT gen_random_uuid(), order_id, user_id, amount, currency, 'other', 'SUBMITTED' FROM payments WHERE order_id = :confirmed`;

/** The order tells of a refund that was never made. */
const REFUNDED = (order: string) => `
  UPDATE orders SET version = version + 1 WHERE id = ${order};
  INSERT INTO order_events (order_id, seq, type, data, at, sent_at)
  SELECT id, version, 'refunded', '{"refundId": "r", "amount": 1, "currency": "EUR"}', now(), now() FROM orders WHERE id = ${order}`;

embedded('npm run check', () => {
  it('finds nothing wrong with this shop', async () => {
    const verdicts = await lookUntilAllHold(evidence, 30);
    expect(verdicts.filter(({ offenders }) => offenders.length)).toEqual([]);
  });

  it.each<[number[], DatabaseOf, string]>([
    [
      [1, 3],
      'product',
      `ALTER TABLE stock DROP CONSTRAINT stock_never_oversold; UPDATE stock SET reserved = on_hand + 1 WHERE sku = :sku`,
    ],
    [[2], 'product', `UPDATE stock SET on_hand = on_hand + 1 WHERE sku = :sku`],
    [[3], 'product', `UPDATE stock SET reserved = 1 WHERE sku = :sku`],
    [[2, 4], 'product', `UPDATE reservations SET state = 'LOST' WHERE order_id = :confirmed`],
    [[2, 4], 'product', `UPDATE reservation_lines SET quantity = 2 WHERE order_id = :confirmed`],
    [[3, 5], 'product', HELD_AGAIN],
    [[3, 5, 6], 'product', HELD_AGAIN.replace('+', '-')],
    [[7, 10], 'payment', `UPDATE payments SET currency = 'USD' WHERE order_id = :confirmed`],
    [[7, 10, 11], 'payment', `UPDATE payments SET amount = amount + 1 WHERE order_id = :confirmed`],
    [[8, 9, 10], 'payment', `UPDATE payments SET refunded = 0 WHERE order_id = :refunded`],
    [
      [9, 10],
      'payment',
      `ALTER TABLE payments DROP CONSTRAINT payments_never_over_refunded; UPDATE payments SET refunded = amount + 1 WHERE order_id = :confirmed`,
    ],
    [[11], 'payment', `ALTER TABLE ledger_entries DISABLE TRIGGER USER`],
    [
      [11],
      'payment',
      `ALTER TABLE ledger_entries DISABLE TRIGGER USER; UPDATE ledger_entries SET amount = amount + 1 WHERE account = 'sales'; ALTER TABLE ledger_entries ENABLE TRIGGER USER`,
    ],
    [[12], 'payment', `DROP INDEX payments_one_live; ${SECOND_PAYMENT}`],
    [[13], 'order', `UPDATE order_items SET unit_price = unit_price + 1 WHERE order_id = :confirmed`],
    [[14], 'order', `DELETE FROM idempotency_keys WHERE order_id = :confirmed`],
    [[14], 'order', `UPDATE idempotency_keys SET status = 402 WHERE order_id = :confirmed`],
    [[14], 'order', `UPDATE idempotency_keys SET order_id = gen_random_uuid() WHERE order_id = :confirmed`],
    [[15], 'order', `UPDATE idempotency_keys SET request_hash = '' WHERE order_id = :confirmed`],
    [[17], 'order', `ALTER TABLE idempotency_keys DROP CONSTRAINT idempotency_keys_pk`],
    [
      [19, 21],
      'order',
      `UPDATE orders SET step = 'RESERVE', created_at = now() - interval '5 minutes' WHERE id = :confirmed`,
    ],
    [[21], 'order', `DELETE FROM order_events WHERE order_id = :confirmed AND seq = 2`],
    [[21], 'order', `UPDATE order_events SET type = 'shipped' WHERE order_id = :confirmed AND seq = 2`],
    [
      [22],
      'order',
      `UPDATE order_events SET sent_at = NULL, at = now() - interval '1 hour' WHERE order_id = :confirmed AND seq = 1`,
    ],
    [[22], 'order', REFUNDED(':confirmed')],
    [[21, 22], 'order', REFUNDED(':declined')],
    [[26], 'order', `UPDATE orders SET shipping_address = '{"line2": "4242 4242 4242 4242"}' WHERE id = :confirmed`],
    [[26], 'payment', `UPDATE payments SET decline_code = 'tok_visa' WHERE order_id = :declined`],
    [
      [23],
      'payment',
      `INSERT INTO webhook_events (provider, event_id, type, says, received_at) VALUES ('simulated', 'e', 't', 'succeeded', now() - interval '1 hour')`,
    ],
  ])('names %j when %s is damaged: %s', async (numbers, app, damage) => {
    expect(await damaged(app, damage, () => broken(evidence))).toEqual(numbers);
  });

  it.each([
    ['charged somebody unknown', () => ({ reference: 'unknown', amount: 1 })],
    ['charged twice', (charge: object) => charge],
    ['refunded a confirmed order', (charge: object) => ({ ...charge, type: 'refund' })],
  ])('names 10 when the provider has %s', async (_, extra) => {
    const effects = evidence.providerLog();
    const id = `SELECT id FROM payments WHERE order_id = $1`;
    const [payment] = await evidence.query<{ id: string }>('payment', id, [orders.confirmed]);
    const charge = effects.find(({ type, reference }) => type === 'charge' && reference === payment?.id)!;
    const more = [...effects, { ...charge, ...extra(charge) }];
    expect(await broken({ ...evidence, providerLog: () => more })).toEqual([10]);
  });

  it('names 10 when the provider has forgotten a charge', async () => {
    const id = `SELECT id FROM payments WHERE order_id = $1`;
    const [payment] = await evidence.query<{ id: string }>('payment', id, [orders.confirmed]);
    const less = evidence.providerLog().filter(({ reference }) => reference !== payment?.id);
    expect(await broken({ ...evidence, providerLog: () => less })).toEqual([10]);
  });

  it.each([
    'card 4242424242424242',
    'source tok_visa',
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0x.sig',
    'a planted text',
  ])('names the line of a log that says %s', async (line) => {
    const file = join(folder, 'order.log');
    writeFileSync(file, `{"msg":"fine"}\n{"msg":"${line}"}\n`);
    const seen = { ...evidence, logs: [file], secrets: ['a planted text'] };
    const secrets = (await look(seen)).find(({ invariant }) => invariant.number === 26);
    expect(secrets?.offenders).toEqual(['order.log:2']);
  });
});
