import { ANSWER, FIND as FIND_KEY, REFUSE } from '../../../apps/order/src/idempotency.ts';
import { MAILED_EVENTS } from '../../../apps/order/src/mail/order.mail.ts';
import type { OrderRow } from '../../../apps/order/src/order.schema.ts';
import { CLAIM, EVENTS, FIND, MOVE, MOVE_AND_ANSWER, PARK, PLACE } from '../../../apps/order/src/order.sql.ts';
import { CLAIM as CLAIM_EVENTS, SENT as MARK_SENT } from '../../../apps/order/src/outbox.ts';
import type { OrderStatus, Step } from '../../../apps/order/src/order.state.ts';
import type { Answers, Row } from '../simulated-database.ts';

export type Place = { status: OrderStatus; step: Step };
export type StoredOrder = OrderRow & { idempotencyKey: string; nextRunAt: number; leaseUntil: number | null };
export type StoredEvent = {
  orderId: string;
  seq: number;
  type: string;
  data: Record<string, unknown>;
  from?: Place;
  to: Place;
  at: number;
  claimedUntil: number;
  isSent: boolean;
};
export type StoredKey = { requestHash: string; orderId: string | null; status: number | null; body: string | null };

const LEASE_MS = 15_000;
const CLAIMED_MS = 60_000;
const FIRST_NUMBER = 100_001;

/** Order's tables. */
export class OrderTables {
  readonly orders = new Map<string, StoredOrder>();
  readonly events: StoredEvent[] = [];
  readonly keys = new Map<string, StoredKey>();
  readonly answers: Answers;

  constructor(private readonly now: () => number) {
    this.answers = new Map<Answers extends Map<infer K, any> ? K : never, (...values: any[]) => Row[]>([
      [PLACE, (...values) => this.place(values)],
      [MOVE, (...values) => this.move(values)],
      [MOVE_AND_ANSWER, (...values) => this.moveAndAnswer(values)],
      [PARK, (id, version, seconds) => this.#park(id, version, seconds)],
      [CLAIM, (limit) => this.claim(limit, (order) => this.isDue(order))],
      [FIND, (id, userId) => this.#find(id, userId)],
      [EVENTS, (id) => copies(this.events.filter(({ orderId }) => orderId === id))],
      [FIND_KEY, (...key) => copies([this.keys.get(keyOf(key))])],
      [REFUSE, (...values) => this.#refuse(values)],
      [ANSWER, (userId, operation, key, status, body) => this.#answer(keyOf([userId, operation, key]), status, body)],
      [CLAIM_EVENTS, (limit) => this.#claimEvents(limit)],
      [MARK_SENT, (ids, seqs) => this.#markSent(ids, seqs)],
    ]);
  }

  place(values: any[]): Row[] {
    const [userId, operation, key, requestHash, id, ...rest] = values;
    if (this.keys.has(keyOf([userId, operation, key]))) return [];
    this.keys.set(keyOf([userId, operation, key]), { requestHash, orderId: id, status: null, body: null });
    return this.insert(userId, key, id, rest);
  }

  insert(userId: string, idempotencyKey: string, id: string, rest: any[]): Row[] {
    const [total, currency, shippingAddress, , paymentId, paymentToken, at, products, skus, names, quantities, prices] =
      rest;
    const items = (products as string[]).map((productId, line) => {
      return { productId, sku: skus[line], name: names[line], quantity: quantities[line], unitPrice: prices[line] };
    });
    const head = { id, number: FIRST_NUMBER + this.orders.size, userId, total, currency, shippingAddress, items };
    const unknown = { paymentStatus: null, declineCode: null, cancelReason: null };
    const to = { status: 'PENDING', step: 'RESERVE' } as const;
    const driving = { ...to, version: 1, tries: 0, nextRunAt: this.now(), leaseUntil: this.now() + LEASE_MS };
    const times = { createdAt: at, updatedAt: at };
    this.orders.set(id, { ...head, ...unknown, ...driving, ...times, idempotencyKey, paymentId, paymentToken });
    const placed = { orderId: id, seq: 1, type: 'placed', data: {}, to, at: this.now() };
    this.events.push({ ...placed, claimedUntil: 0, isSent: true });
    return [{ number: head.number }];
  }

  move([id, version, step, ...change]: any[]): Row[] {
    const order = this.orders.get(id);
    if (order?.version !== version || order?.step !== step) return [];
    return this.moveTo(order!, change);
  }

  moveTo(order: StoredOrder, [status, step, type, data, at, paymentStatus, declineCode, reason]: any[]): Row[] {
    const from = { status: order.status, step: order.step };
    Object.assign(order, { status, step, paymentStatus, updatedAt: at, tries: 0, version: order.version + 1 });
    order.declineCode = declineCode ?? order.declineCode;
    order.cancelReason ??= reason;
    if (step !== 'RESERVE' && step !== 'PAY') order.paymentToken = null;
    order.nextRunAt = step === 'DONE' ? Infinity : this.now();
    order.leaseUntil = step === 'DONE' ? null : this.now() + LEASE_MS;
    const event = { orderId: order.id, seq: order.version, type, data, from, to: { status, step }, at: this.now() };
    this.events.push({ ...event, claimedUntil: 0, isSent: !MAILED_EVENTS.includes(type) });
    return [{ version: order.version }];
  }

  moveAndAnswer(values: any[]): Row[] {
    const moved = this.answers.get(MOVE)!(...values.slice(0, 11));
    const order = this.orders.get(values[0]);
    if (order && moved.length)
      this.#answer(keyOf([order.userId, 'orders.place', order.idempotencyKey]), values[11], values[12]);
    return moved;
  }

  isDue({ nextRunAt, leaseUntil }: StoredOrder): boolean {
    return nextRunAt <= this.now() && (leaseUntil === null || leaseUntil < this.now());
  }

  claim(limit: number, isDue: (order: StoredOrder) => boolean): Row[] {
    const due = [...this.orders.values()].filter(isDue).toSorted((a, b) => a.nextRunAt - b.nextRunAt);
    const taken = due.slice(0, limit);
    for (const order of taken) order.leaseUntil = this.now() + LEASE_MS;
    return copies(taken);
  }

  #park(id: string, version: number, seconds: number): Row[] {
    const order = this.orders.get(id);
    if (order?.version !== version) return [];
    Object.assign(order, { tries: order.tries + 1, leaseUntil: null, nextRunAt: this.now() + seconds * 1000 });
    return [];
  }

  #find(id: string, userId: string | null): Row[] {
    const order = this.orders.get(id);
    return copies([userId === null || order?.userId === userId ? order : undefined]);
  }

  #refuse([userId, operation, key, requestHash, status, body]: any[]): Row[] {
    const id = keyOf([userId, operation, key]);
    if (this.keys.has(id)) return [];
    this.keys.set(id, { requestHash, orderId: null, status, body });
    return [{ key }];
  }

  #answer(id: string, status: number, body: string): Row[] {
    const key = this.keys.get(id);
    if (!key || key.status !== null) return [];
    Object.assign(key, { status, body });
    return [{ key: id }];
  }

  #claimEvents(limit: number): Row[] {
    const due = this.events.filter(({ isSent, claimedUntil }) => !isSent && claimedUntil < this.now()).slice(0, limit);
    for (const event of due) event.claimedUntil = this.now() + CLAIMED_MS;
    return due.map((event) => ({ ...event, order: this.orders.get(event.orderId) }));
  }

  #markSent(orderIds: string[], seqs: number[]): Row[] {
    for (const event of this.events) {
      if (orderIds.some((id, at) => event.orderId === id && event.seq === seqs[at])) event.isSent = true;
    }
    return [];
  }
}

function keyOf([userId, operation, key]: any[]): string {
  return `${userId} ${operation} ${key}`;
}

function copies(rows: readonly (object | undefined)[]): Row[] {
  return rows.flatMap((row) => (row ? [{ ...row }] : []));
}
