import type { PaymentRow } from '../../apps/payment/src/payment.schema.ts';
import { isLegal, SOLD } from './legal-moves.ts';
import { PRODUCTS } from './products.ts';
import type { Shop } from './shop.ts';
import type { StoredOrder } from './tables/order.tables.ts';

/** Something that must be so. Says where it is not. */
export type Invariant = { name: string; violations: (shop: Shop) => Iterable<string> };

const FINAL: readonly string[] = ['REJECTED', 'LOST', 'RELEASED', 'DECLINED', 'CANCELLED'];
const LIVE: readonly string[] = ['SUBMITTED', 'CAPTURED'];
/** An order ends this long after the last fault, in ms. */
const AT_REST_MS = 60_000;
/** Product keeps a hold that its order wants this long past its time, in ms. */
const GRACE_MS = 40_000;

const ordersOf = (shop: Shop) => [...shop.tables.order.orders.values()];
const paymentsOf = (shop: Shop) => [...shop.tables.payment.payments.values()];
const reservationsOf = (shop: Shop) => [...shop.tables.product.reservations];
/** Minor units that we have of a payment, by our books. */
const keptOf = ({ status, amount, refunded }: PaymentRow) => (status === 'CAPTURED' ? amount : 0) - refunded;

/** Minor units of an order's price that staff have given back. */
const givenBack = ({ tables: { payment } }: Shop, { paymentId }: StoredOrder) =>
  [...payment.refunds.values()]
    .filter((refund) => refund.paymentId === paymentId && refund.status === 'SUCCEEDED' && refund.requestedBy !== null)
    .reduce((sum, { amount }) => sum + amount, 0);

/** Checked after every event. */
export const ALWAYS: readonly Invariant[] = [
  {
    name: 'stock is never oversold',
    *violations({ tables }) {
      for (const [sku, { onHand, reserved }] of tables.product.stock) {
        if (reserved < 0 || reserved > onHand) yield `${sku}: ${reserved} of ${onHand} reserved`;
      }
    },
  },
  {
    name: 'a CONFIRMED order has its pieces and its money but for what staff gave back, a CANCELLED one has none',
    *violations(shop) {
      for (const order of shop.tables.order.orders.values()) {
        if (order.step !== 'DONE') continue;
        const state = shop.tables.product.reservations.get(order.id)?.state ?? 'NONE';
        const payments = paymentsOf(shop).filter(({ orderId }) => orderId === order.id);
        const kept = payments.reduce((sum, payment) => sum + keptOf(payment), 0);
        if (order.status === 'CANCELLED' && (state === 'HELD' || state === 'COMMITTED' || kept !== 0)) {
          yield `${order.id} is CANCELLED, stock ${state}, money ${kept}`;
        }
        const due = order.total - givenBack(shop, order);
        if (order.status !== 'CANCELLED' && (state !== 'COMMITTED' || kept !== due)) {
          yield `${order.id} is ${order.status}, stock ${state}, money ${kept} of ${due}`;
        }
      }
    },
  },
  {
    name: 'no more is refunded than was captured, and an order has one live payment at most',
    *violations({ tables: { payment }, books }) {
      const live = new Set<string>();
      for (const { id, orderId, status, amount, refunded } of payment.payments.values()) {
        if (refunded < 0 || refunded > amount || books.kept(id) < 0) yield `${id}: ${refunded} of ${amount} refunded`;
        if (!LIVE.includes(status)) continue;
        if (live.has(orderId)) yield `${orderId} has two live payments`;
        live.add(orderId);
      }
    },
  },
  {
    name: 'a refusal is final',
    *violations({ tables: { product, payment }, refused }) {
      const states = [...product.reservations].map(([id, { state }]) => [id, state as string] as const);
      for (const { id, status } of payment.payments.values()) states.push([id, status]);
      for (const [id, state] of states) {
        const before = refused.get(id);
        if (before !== undefined && before !== state) yield `${id} was ${before}, is ${state}`;
        if (FINAL.includes(state)) refused.set(id, state);
      }
    },
  },
];

/** Checked when nothing happens any more. */
export const AT_REST: readonly Invariant[] = [
  {
    name: 'every order ends within a minute of the last fault',
    *violations(shop) {
      for (const order of ordersOf(shop)) {
        const end = shop.tables.order.events.find(({ orderId, to }) => orderId === order.id && to.step === 'DONE');
        const lateMs = end ? end.at - Math.max(shop.faults.lastMs, order.createdAt.getTime()) : Infinity;
        if (lateMs > AT_REST_MS) yield `${order.id} is at ${order.step}, ${lateMs} ms late`;
      }
    },
  },
  {
    name: 'pieces on hand are the first ones plus what staff changed minus what was sold; reserved are those held',
    *violations(shop) {
      for (const { sku } of PRODUCTS) {
        const pieces = (wanted: string) =>
          reservationsOf(shop)
            .filter(([, { state }]) => state === wanted)
            .flatMap(([, { lines }]) => lines)
            .reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);
        const { onHand, reserved } = shop.tables.product.stock.get(sku)!;
        const expected = shop.stocked.get(sku)! - pieces('COMMITTED');
        if (onHand !== expected || reserved !== pieces('HELD')) {
          yield `${sku}: on hand ${onHand}, expected ${expected}; reserved ${reserved}, expected ${pieces('HELD')}`;
        }
      }
    },
  },
  {
    name: 'an order is sold if and only if its reservation is COMMITTED, with the same lines; nothing stays HELD',
    *violations(shop) {
      const linesOf = (lines: readonly { sku: string; quantity: number }[]) =>
        lines
          .map(({ sku, quantity }) => `${sku}${quantity}`)
          .toSorted()
          .join();
      for (const [id, { state, lines }] of reservationsOf(shop)) {
        const order = shop.tables.order.orders.get(id);
        if (state === 'HELD') yield `${id} is HELD`;
        if ((state === 'COMMITTED') !== SOLD.includes(order?.status ?? '')) yield `${id} is ${order?.status}, ${state}`;
        if (state === 'COMMITTED' && linesOf(lines) !== linesOf(order!.items))
          yield `${id}: ${linesOf(lines)} committed`;
      }
    },
  },
  {
    name: 'a hold ends before its grace only when its order does not want it',
    *violations(shop) {
      for (const { orderId, at, expiresAt } of shop.tables.product.expired) {
        const status = shop.tables.order.events.findLast((event) => event.orderId === orderId && event.at <= at)?.to
          .status;
        if (at < expiresAt + GRACE_MS && status !== 'CANCELLED') yield `${orderId} was ${status}`;
      }
    },
  },
  {
    name: 'a sold order has one captured payment of its amount and currency',
    *violations(shop) {
      for (const { id, status, total, currency } of ordersOf(shop)) {
        const captured = paymentsOf(shop).filter((payment) => payment.orderId === id && payment.status === 'CAPTURED');
        if (SOLD.includes(status) && captured.length !== 1) yield `${id} has ${captured.length}`;
        if (captured.some((payment) => payment.amount !== total || payment.currency !== currency))
          yield `${id}: amount`;
      }
    },
  },
  {
    name: 'the provider has what our books say, and nothing is left open',
    *violations({
      tables: {
        payment: { payments, refunds },
      },
      books,
    }) {
      for (const payment of payments.values()) {
        const [ours, theirs] = [keptOf(payment), books.kept(payment.id)];
        if (ours !== theirs) yield `${payment.id} (${payment.status}): ours ${ours}, theirs ${theirs}`;
        if (payment.status === 'SUBMITTED') yield `${payment.id} is SUBMITTED`;
      }
      for (const { id, status } of refunds.values()) {
        if (status === 'SUBMITTED') yield `refund ${id} is SUBMITTED`;
        if ((status === 'SUCCEEDED') !== (books.refunds.get(id)?.status === 'succeeded'))
          yield `refund ${id}: ${status}`;
      }
      for (const { due, status } of books.charges.values()) {
        if (status === 'succeeded' && !payments.has(due.id)) yield `${due.id} is not ours`;
      }
    },
  },
  {
    name: 'every ledger transaction balances and stands for one capture or refund',
    *violations({
      tables: {
        payment: { ledger, payments, refunds },
      },
    }) {
      for (const { kind, sourceId, entries } of ledger) {
        const sum = Object.values(entries).reduce((total, amount) => total + amount, 0);
        const amount = kind === 'capture' ? payments.get(sourceId)?.amount : -refunds.get(sourceId)!.amount;
        if (sum !== 0 || entries['provider_receivable'] !== amount) yield `${kind} of ${sourceId}`;
      }
      const captured = [...payments.values()].filter(({ status }) => status === 'CAPTURED').length;
      if (ledger.filter(({ kind }) => kind === 'capture').length !== captured) yield 'captures';
    },
  },
  {
    name: 'a key has one order and one answer, which comes true',
    *violations({ tables: { order }, told }) {
      const orders = Map.groupBy(order.orders.values(), ({ idempotencyKey }) => idempotencyKey);
      for (const [key, of] of orders) if (of.length > 1) yield `${key}: ${of.length} orders`;
      for (const [key, answers] of Map.groupBy(told, (each) => each.key)) {
        const [{ status, body } = { status: 0, body: '' }, ...others] = answers;
        if (others.some((other) => other.status !== status || other.body !== body)) {
          yield `${key}: answered ${answers.map((answer) => answer.status).join(', ')}`;
        }
        const became = orders.get(key)?.[0]?.status ?? 'nothing';
        const isTrue = status === 202 ? became !== 'nothing' : SOLD.includes(became) === (status === 201);
        if (!isTrue) yield `${key}: answered ${status}, became ${became}`;
      }
    },
  },
  {
    name: 'orders go only where the tables say, by events without gaps',
    *violations({ tables: { order } }) {
      for (const { id, version } of order.orders.values()) {
        const events = order.events.filter(({ orderId }) => orderId === id);
        if (events.length !== version || events.some(({ seq }, at) => seq !== at + 1)) yield `${id}: seq`;
        for (const event of events) if (!isLegal(event)) yield `${id}: ${JSON.stringify(event.from)} ${event.type}`;
      }
    },
  },
  {
    name: 'whoever is to be told of an event is told',
    *violations({ tables: { order }, mailed }) {
      for (const { orderId, seq, type, isSent } of order.events) {
        const isForPeople = ['confirmed', 'cancelled', 'shipped', 'refunded'].includes(type);
        if (!isSent || (isForPeople && !mailed.has(`${orderId} ${seq}`))) yield `${type} of ${orderId}`;
      }
    },
  },
  {
    name: 'a sold order tells of each of its refunds once, any other of none',
    *violations({ tables: { order, payment } }) {
      for (const { id, status, paymentId } of order.orders.values()) {
        const events = order.events.filter(({ orderId, type }) => orderId === id && type === 'refunded');
        const refunds = [...payment.refunds.values()].filter(
          (refund) => refund.paymentId === paymentId && refund.status === 'SUCCEEDED',
        );
        const told = events.map(({ data }) => `${String(data['refundId'])} ${String(data['amount'])}`);
        const made = refunds.map((refund) => `${refund.id} ${refund.amount}`);
        const expected = SOLD.includes(status) ? made : [];
        if (told.toSorted().join() !== expected.toSorted().join()) yield `${id} is ${status}: ${told.join()}`;
        if (refunds.some(({ isTold }) => !isTold)) yield `${id}: Order was not told`;
      }
    },
  },
];

/** What became of an order, for counting. */
export function fateOf({ status, cancelReason }: StoredOrder): string {
  return status === 'CANCELLED' ? `CANCELLED ${cancelReason}` : status;
}
