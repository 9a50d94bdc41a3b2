import type { NewPayment, PaymentRow } from '../../../apps/payment/src/payment.schema.ts';
import * as payments from '../../../apps/payment/src/payment.sql.ts';
import type { PaymentStatus } from '../../../apps/payment/src/payment.state.ts';
import * as refunds from '../../../apps/payment/src/refund.sql.ts';
import type { RefundStatus } from '../../../apps/payment/src/refund.state.ts';
import * as webhooks from '../../../apps/payment/src/webhook.sql.ts';
import type { Answers, Row } from '../simulated-database.ts';

export type StoredPayment = PaymentRow & { askedAt: number };
export type StoredRefund = {
  id: string;
  paymentId: string;
  amount: number;
  reason: string;
  status: RefundStatus;
  createdAt: Date;
  askedAt: number;
  tellingAt: number;
  isTold: boolean;
  requestedBy: string | null;
  key: string | null;
  requestHash: string | null;
  answerStatus: number | null;
  answerBody: string | null;
};
export type StoredWebhook = {
  eventId: string;
  says: string;
  paymentId: string;
  orderId: string;
  refundId: string | null;
  amount: number;
  currency: string;
  triedAt: number;
  isDone: boolean;
};
export type Booking = {
  kind: 'capture' | 'refund';
  sourceId: string;
  entries: Record<string, number>;
  currency: string;
};

const LIVE: readonly PaymentStatus[] = ['SUBMITTED', 'CAPTURED'];

/** Payment's tables. */
export class PaymentTables {
  readonly payments = new Map<string, StoredPayment>();
  readonly refunds = new Map<string, StoredRefund>();
  readonly webhooks = new Map<string, StoredWebhook>();
  readonly ledger: Booking[] = [];
  readonly answers: Answers;

  /** @param now the database's clock, in ms */
  constructor(private readonly now: () => number) {
    this.answers = new Map([...this.#ofPayments(), ...this.#ofRefunds(), ...this.#ofWebhooks()]);
  }

  insert(payment: NewPayment, status: PaymentStatus): Row[] {
    const unknown = { declineCode: null, providerRef: null, refunded: 0, askedAt: -Infinity };
    const row = { ...payment, ...unknown, status, createdAt: new Date(this.now()) };
    this.payments.set(payment.id, row);
    return copies([row]);
  }

  /** @returns whether it was not booked before */
  book(kind: Booking['kind'], sourceId: string, { amount, currency }: { amount: number; currency: string }): boolean {
    if (this.ledger.some((booking) => booking.kind === kind && booking.sourceId === sourceId)) return false;
    const taken = kind === 'capture' ? amount : -amount;
    this.ledger.push({ kind, sourceId, entries: { provider_receivable: taken, sales: -taken }, currency });
    return true;
  }

  #ofPayments(): Answers {
    const { SUBMIT, BURY, SETTLE, BOOK_STRAY_CAPTURE, FIND, LIST, TAKE_SUBMITTED } = payments;
    const all = () => [...this.payments.values()];
    return new Map<(typeof payments)['FIND'], (...values: any[]) => Row[]>([
      [SUBMIT, (...values) => this.#submit(wanted(values))],
      [BURY, (...values) => (this.payments.has(values[0]) ? [] : this.insert(wanted(values), 'CANCELLED'))],
      [SETTLE, (id, from, to, code, ref) => this.#settle(id, from, to, code, ref)],
      [BOOK_STRAY_CAPTURE, (id) => this.#bookStray(id)],
      [FIND, (id) => copies([this.payments.get(id)])],
      [LIST, (ids) => copies(all().filter(({ orderId }) => ids.includes(orderId)))],
      [
        TAKE_SUBMITTED,
        (limit, ageMs, seconds) => {
          const isOld = (payment: StoredPayment) => payment.createdAt.getTime() < this.now() - ageMs;
          return this.#take(
            all().filter((payment) => payment.status === 'SUBMITTED' && isOld(payment)),
            limit,
            seconds,
          );
        },
      ],
    ]);
  }

  #ofRefunds(): Answers {
    const { REFUNDS_OF, FIND_REFUND, LOCK_PAYMENT, BEGIN_REFUND, COMPLETE_REFUND, FAIL_REFUND, TAKE_REFUNDS } = refunds;
    const { FIND_REQUEST, ANSWER_REFUND, TAKE_UNTOLD, MARK_TOLD } = refunds;
    const all = () => [...this.refunds.values()];
    return new Map<(typeof refunds)['FIND_REFUND'], (...values: any[]) => Row[]>([
      [REFUNDS_OF, (id) => copies(all().filter(({ paymentId }) => paymentId === id))],
      [FIND_REFUND, (id) => copies([this.refunds.get(id)])],
      // Transactions run one after the other here: there is nothing to lock.
      [LOCK_PAYMENT, (id) => copies([this.payments.get(id)])],
      [FIND_REQUEST, (requestedBy, key) => copies([this.#request(requestedBy, key)])],
      [BEGIN_REFUND, (...values) => this.#beginRefund(values)],
      [COMPLETE_REFUND, (id) => this.#completeRefund(id)],
      [FAIL_REFUND, (id) => this.#failRefund(id)],
      [ANSWER_REFUND, (id, status, body) => this.#answerRefund(id, status, body)],
      [TAKE_UNTOLD, (limit, seconds) => this.#takeUntold(limit, seconds)],
      [MARK_TOLD, (ids) => this.#markTold(ids)],
      [
        TAKE_REFUNDS,
        (limit, seconds) => {
          const isOld = ({ createdAt }: StoredRefund) => createdAt.getTime() < this.now() - seconds * 1000;
          return this.#take(
            all().filter((refund) => refund.status === 'SUBMITTED' && isOld(refund)),
            limit,
            seconds,
          );
        },
      ],
    ]);
  }

  #ofWebhooks(): Answers {
    return new Map<(typeof webhooks)['TAKE'], (...values: any[]) => Row[]>([
      [webhooks.RECEIVE, (...values) => this.#receive(values)],
      [webhooks.TAKE, (limit, seconds) => this.#takeWebhooks(limit, seconds)],
      [
        webhooks.DONE,
        (_, eventId) => {
          this.webhooks.get(eventId)!.isDone = true;
          return [];
        },
      ],
    ]);
  }

  #submit(payment: NewPayment): Row[] {
    const isLive = ({ orderId, status }: PaymentRow) => orderId === payment.orderId && LIVE.includes(status);
    if (this.payments.has(payment.id) || [...this.payments.values()].some(isLive)) return [];
    return this.insert(payment, 'SUBMITTED');
  }

  #settle(id: string, from: PaymentStatus, to: PaymentStatus, declineCode: string | null, providerRef: string): Row[] {
    const payment = this.payments.get(id);
    if (payment?.status !== from) return [];
    Object.assign(payment, { status: to, declineCode, providerRef });
    if (to === 'CAPTURED') this.book('capture', id, payment);
    return copies([payment]);
  }

  #bookStray(id: string): Row[] {
    const payment = this.payments.get(id);
    const hasEnded = payment?.status === 'DECLINED' || payment?.status === 'CANCELLED';
    return hasEnded && this.book('capture', id, payment) ? [{}] : [];
  }

  #request(requestedBy: string | null, key: string | null): StoredRefund | undefined {
    if (key === null) return undefined;
    return [...this.refunds.values()].find((refund) => refund.requestedBy === requestedBy && refund.key === key);
  }

  #beginRefund([id, paymentId, amount, reason, requestedBy, key, requestHash]: any[]): Row[] {
    if (this.#request(requestedBy, key)) return [];
    if (this.refunds.has(id)) throw new Error('refunds_pk');
    const open = { status: 'SUBMITTED', askedAt: -Infinity, tellingAt: -Infinity, isTold: false } as const;
    const request = { requestedBy, key, requestHash, answerStatus: null, answerBody: null };
    const refund = { id, paymentId, amount, reason, ...open, ...request, createdAt: new Date(this.now()) };
    this.refunds.set(id, refund);
    return copies([refund]);
  }

  #answerRefund(id: string, status: number, body: string): Row[] {
    const refund = this.refunds.get(id);
    if (!refund) return [];
    refund.answerStatus ??= status;
    refund.answerBody ??= body;
    return [{ status: refund.answerStatus, body: refund.answerBody }];
  }

  #takeUntold(limit: number, seconds: number): Row[] {
    const isDue = ({ status, isTold, tellingAt }: StoredRefund) =>
      status === 'SUCCEEDED' && !isTold && tellingAt < this.now() - seconds * 1000;
    const taken = [...this.refunds.values()].filter(isDue).slice(0, limit);
    return taken.map((refund) => {
      refund.tellingAt = this.now();
      const { orderId, currency } = this.payments.get(refund.paymentId)!;
      return { id: refund.id, orderId, amount: refund.amount, currency };
    });
  }

  #markTold(ids: string[]): Row[] {
    for (const id of ids) this.refunds.get(id)!.isTold = true;
    return [];
  }

  #completeRefund(id: string): Row[] {
    const refund = this.refunds.get(id);
    if (refund?.status !== 'SUBMITTED') return [];
    const payment = this.payments.get(refund.paymentId)!;
    refund.status = 'SUCCEEDED';
    payment.refunded += refund.amount;
    this.book('refund', id, { amount: refund.amount, currency: payment.currency });
    return [{ id }];
  }

  #failRefund(id: string): Row[] {
    const refund = this.refunds.get(id);
    if (refund?.status === 'SUBMITTED') refund.status = 'FAILED';
    return [];
  }

  #receive([, eventId, , says, paymentId, orderId, refundId, amount, currency, status]: any[]): Row[] {
    if (this.webhooks.has(eventId)) return [];
    const payment = this.payments.get(paymentId);
    const refund = this.refunds.get(refundId);
    const isKnown =
      says === 'refunded'
        ? refund?.amount === amount && refund?.status === 'SUCCEEDED'
        : payment?.amount === amount && payment?.status === status;
    const isDone = payment?.orderId === orderId && payment?.currency === currency && isKnown;
    this.webhooks.set(eventId, {
      eventId,
      says,
      paymentId,
      orderId,
      refundId,
      amount,
      currency,
      triedAt: -Infinity,
      isDone,
    });
    return [{ isDone }];
  }

  #takeWebhooks(limit: number, seconds: number): Row[] {
    const due = [...this.webhooks.values()].filter(
      ({ isDone, triedAt }) => !isDone && triedAt < this.now() - seconds * 1000,
    );
    const taken = due.slice(0, limit);
    for (const webhook of taken) webhook.triedAt = this.now();
    return copies(taken).map((webhook) => ({ ...webhook, provider: 'simulated' }));
  }

  /** Takes those of the rows that nobody took within the last seconds. */
  #take(rows: { askedAt: number }[], limit: number, seconds: number): Row[] {
    const taken = rows.filter(({ askedAt }) => askedAt < this.now() - seconds * 1000).slice(0, limit);
    for (const row of taken) row.askedAt = this.now();
    return copies(taken);
  }
}

function wanted([id, orderId, userId, amount, currency]: any[]): NewPayment {
  return { id, orderId, userId, amount, currency };
}

function copies(rows: readonly (object | undefined)[]): Row[] {
  return rows.flatMap((row) => (row ? [{ ...row }] : []));
}
