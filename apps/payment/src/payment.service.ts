import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { InFlight } from './in-flight.ts';
import type { NewPayment, PaymentRow } from './payment.schema.ts';
import { BOOK_STRAY_CAPTURE, BURY, FIND, LIST, SETTLE, SUBMIT, TAKE_SUBMITTED } from './payment.sql.ts';
import { isFinal, statusAfter, transition } from './payment.state.ts';
import { Provider, type ChargeOutcome } from './provider.ts';
import { RefundService } from './refund.service.ts';

/** How long a caller is kept waiting for the provider; shorter than any caller's deadline. */
const PATIENCE_MS = 1_200;
/** Payments that a replica asks about at a time. */
const BATCH = 20;
/** How long nobody else asks about them; longer than most answers take. */
const ASK_AGAIN_SECONDS = 15;

const log = createLogger('payments', process.env['LOG_LEVEL'] ?? 'info');

/**
 * Takes money once, and gives it back. Every command may be repeated, late or at the same time. The provider is never
 * called within a transaction: what is about to happen is committed before, what happened after.
 */
@Injectable()
export class PaymentService {
  readonly #charges = new InFlight<PaymentRow>(log);
  readonly #voids = new InFlight<PaymentRow>(log);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Provider) private readonly provider: Provider,
    @Inject(RefundService) private readonly refunds: RefundService,
  ) {}

  /**
   * Charges a card, once however often it is asked. SUBMITTED: the outcome is not known yet.
   * @throws conflict `payment.mismatch`: the id was used for something else; `payment.other_live`: the order has another payment
   */
  async pay(wanted: NewPayment, token: string): Promise<PaymentRow> {
    await failpoint('payment.submit.before_commit');
    const made = await this.database.one<PaymentRow>(SUBMIT, this.#values(wanted));
    await failpoint('payment.submit.after_commit');
    const payment = made ?? (await this.#known(wanted));
    if (isFinal(payment.status)) return payment;
    const charge = async () => {
      await failpoint('payment.charge.before_call');
      const outcome = await this.provider.charge(payment, token);
      await failpoint('payment.charge.after_call');
      return this.#settle(payment, outcome);
    };
    return this.#charges.join(payment.id, charge, PATIENCE_MS, payment);
  }

  /**
   * Sees to it that a payment takes no money: an unknown one is refused from now on, one whose outcome is unknown is
   * cancelled at the provider, a captured one is refunded. SUBMITTED, or CAPTURED with less than all refunded: ask again.
   * @throws conflict `payment.mismatch`
   */
  async void(wanted: NewPayment): Promise<PaymentRow> {
    await failpoint('payment.bury.before_commit');
    const tombstone = await this.database.one<PaymentRow>(BURY, this.#values(wanted));
    await failpoint('payment.bury.after_commit');
    const payment = tombstone ?? (await this.#known(wanted));
    if (payment.status === 'DECLINED' || payment.status === 'CANCELLED') return payment;
    return this.#voids.join(payment.id, () => this.#takeBack(payment), PATIENCE_MS, payment);
  }

  /** @throws not_found `payment.not_found` */
  async find(id: string): Promise<PaymentRow> {
    const payment = await this.database.one<PaymentRow>(FIND, [id]);
    if (!payment) throw unknownPayment();
    return payment;
  }

  /** All payments of the orders, oldest first. */
  async list(orderIds: readonly string[]): Promise<PaymentRow[]> {
    return this.database.many<PaymentRow>(LIST, [orderIds]);
  }

  /**
   * Asks the provider what became of a payment, and stores it.
   * @returns `unknown` when it does not say, `absent` when it has no such charge
   */
  async learn(payment: PaymentRow): Promise<'known' | 'unknown' | 'absent'> {
    const outcome = await this.provider.find(payment.id, payment.providerRef);
    if (!outcome) return 'absent';
    if (outcome.result === 'unknown') return 'unknown';
    if (payment.status === 'SUBMITTED') await this.#settle(payment, outcome);
    else if (outcome.result === 'succeeded' && payment.status !== 'CAPTURED') await this.#giveBack(payment);
    return 'known';
  }

  /**
   * Learns what became of payments that were submitted more than `ageMs` ago. One that never arrived is left to Order, which
   * has the card's token. @returns whether there may be more
   */
  async learnOverdue(ageMs: number): Promise<boolean> {
    const payments = await this.database.many<PaymentRow>(TAKE_SUBMITTED, [BATCH, ageMs, ASK_AGAIN_SECONDS]);
    const learning = payments.map(async (payment) => {
      await failpoint('payment.sweep.before_call');
      await this.learn(payment);
      await failpoint('payment.sweep.after_call');
    });
    await Promise.all(learning);
    return payments.length === BATCH;
  }

  #values({ id, orderId, userId, amount, currency }: NewPayment): unknown[] {
    return [id, orderId, userId, amount, currency, this.provider.name];
  }

  /** The payment that has the wanted id already. */
  async #known(wanted: NewPayment): Promise<PaymentRow> {
    const payment = await this.database.one<PaymentRow>(FIND, [wanted.id]);
    if (!payment) throw new DomainError('conflict', 'payment.other_live', 'the order has another payment');
    const { orderId, amount, currency } = wanted;
    if (payment.orderId === orderId && payment.amount === amount && payment.currency === currency) return payment;
    throw new DomainError('conflict', 'payment.mismatch', 'this id belongs to another order or amount');
  }

  async #takeBack(payment: PaymentRow): Promise<PaymentRow> {
    const known = payment.status === 'SUBMITTED' ? await this.#cancel(payment) : payment;
    if (known.status !== 'CAPTURED') return known;
    await this.refunds.refundRest(known, 'voided');
    return this.find(payment.id);
  }

  async #cancel(payment: PaymentRow): Promise<PaymentRow> {
    await failpoint('payment.cancel.before_call');
    const outcome = await this.provider.cancel(payment);
    await failpoint('payment.cancel.after_call');
    return this.#settle(payment, outcome);
  }

  /** Stores what became of a SUBMITTED payment, if nobody has yet, and returns the payment as it is then. */
  async #settle(payment: PaymentRow, outcome: ChargeOutcome): Promise<PaymentRow> {
    const status = statusAfter(outcome);
    if (outcome.result === 'unknown' || !status) return payment;
    const code = outcome.result === 'declined' ? outcome.code : null;
    const to = transition(payment.status, status);
    const values = [payment.id, payment.status, to, code, outcome.ref, uuidv7()];
    await failpoint('payment.settle.before_commit');
    const settled = await this.database.one<PaymentRow>(SETTLE, values);
    await failpoint('payment.settle.after_commit');
    if (settled) return settled;
    const now = await this.find(payment.id);
    return to === 'CAPTURED' && now.status !== 'CAPTURED' ? this.#giveBack(now) : now;
  }

  /** A payment that ended without money stays so: what the provider took all the same goes back. */
  async #giveBack(payment: PaymentRow): Promise<PaymentRow> {
    log.warn({ paymentId: payment.id, status: payment.status }, 'the provider took money for an ended payment');
    await this.database.one(BOOK_STRAY_CAPTURE, [payment.id, uuidv7()]);
    await this.refunds.refundRest(payment, 'captured after the end');
    return this.find(payment.id);
  }
}

export function unknownPayment(): DomainError {
  return new DomainError('not_found', 'payment.not_found', 'there is no such payment');
}
