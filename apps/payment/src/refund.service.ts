import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '@shopmesh/database';
import { DomainError, failpoint, toProblem } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { InFlight } from './in-flight.ts';
import type { PaymentRow } from './payment.schema.ts';
import { Provider } from './provider.ts';
import { RefundNotices } from './refund.notices.ts';
import { toRefundView, type Answer, type NewRefund, type RefundRequest, type RefundRow } from './refund.schema.ts';
import * as statements from './refund.sql.ts';
import { amountToRefund, nextRefundId, refundable } from './refund.state.ts';

/** How long a caller is kept waiting for the provider. */
const PATIENCE_MS = 1_200;
/** Refunds that a replica finishes at a time. */
const BATCH = 20;
/** How long one that is under way is left alone. */
const ASK_AGAIN_SECONDS = 10;

type Payment = Pick<PaymentRow, 'id' | 'amount' | 'currency' | 'status'>;
type Amount = (payment: Payment, begun: readonly RefundRow[]) => number;
type Queries = { one<R extends object>(statement: Statement, values: unknown[]): Promise<R | undefined> };

const log = createLogger('refunds', process.env['LOG_LEVEL'] ?? 'info');

/** Gives money back. A refund is written down before the provider is asked, so that one begun is always finished. */
@Injectable()
export class RefundService {
  readonly #submissions = new InFlight<RefundRow>(log);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Provider) private readonly provider: Provider,
    @Inject(RefundNotices) private readonly notices: RefundNotices,
  ) {}

  /**
   * Gives back what staff asks for, once for each key. While the provider does not answer the refund is SUBMITTED.
   * @throws not_found `payment.not_found`; conflict `refund.not_captured`, `refund.too_high`; invalid
   *   `refund.wrong_currency`; mismatch `idempotency.key_reused`. None of these use up the key.
   */
  async request(paymentId: string, { amount, reason }: NewRefund, by: RefundRequest, traceId: string): Promise<Answer> {
    const amountOf: Amount = (payment, begun) => amountToRefund(payment, begun, amount);
    const earlier = await this.#earlier(this.database, by);
    const refund = earlier ?? (await this.#begin(paymentId, reason, amountOf, by))!;
    if (refund.answerStatus !== null) return { status: refund.answerStatus, body: refund.answerBody! };
    const known = await this.#submissions.join(refund.id, () => this.#submit(refund), PATIENCE_MS, refund);
    return this.#answer(known, traceId);
  }

  /** Finishes the refunds that are under way, then refunds what is left. An unknown outcome leaves a refund SUBMITTED. */
  async refundRest(payment: { id: string }, reason: string): Promise<void> {
    const begun = await this.database.many<RefundRow>(statements.REFUNDS_OF, [payment.id]);
    for (const refund of begun) await this.#submit(refund);
    const refund = await this.#begin(payment.id, reason, ({ amount }, all) => refundable(amount, all));
    if (refund) await this.#submit(refund);
  }

  /** Asks the provider for a refund again, unless its end is known. @returns whether it is known now */
  async finish(id: string): Promise<boolean> {
    const refund = await this.database.one<RefundRow>(statements.FIND_REFUND, [id]);
    return refund !== undefined && (await this.#submit(refund)).status !== 'SUBMITTED';
  }

  /** Finishes refunds whose outcome nobody has learnt. @returns whether there may be more */
  async finishOverdue(): Promise<boolean> {
    const refunds = await this.database.many<RefundRow>(statements.TAKE_REFUNDS, [BATCH, ASK_AGAIN_SECONDS]);
    await Promise.all(refunds.map((refund) => this.#submit(refund)));
    return refunds.length === BATCH;
  }

  /** Writes a refund down, in a transaction in which nobody else does. @returns undefined when there is nothing to refund */
  async #begin(
    paymentId: string,
    reason: string,
    amountOf: Amount,
    by?: RefundRequest,
  ): Promise<RefundRow | undefined> {
    const refund = await this.database.transaction(async (tx) => {
      const payment = await tx.one<Payment>(statements.LOCK_PAYMENT, [paymentId]);
      if (!payment) throw new DomainError('not_found', 'payment.not_found', 'there is no such payment');
      const earlier = by && (await this.#earlier(tx, by));
      if (earlier) return earlier;
      const begun = await tx.many<RefundRow>(statements.REFUNDS_OF, [paymentId]);
      const amount = amountOf(payment, begun);
      if (amount === 0) return undefined;
      const origin = [by?.requestedBy ?? null, by?.key ?? null, by?.requestHash ?? null];
      const values = [nextRefundId(paymentId, begun), paymentId, amount, reason, ...origin];
      const refund = await tx.one<RefundRow>(statements.BEGIN_REFUND, values);
      if (!refund) throw keyReused();
      await failpoint('payment.begin_refund.before_commit');
      return refund;
    });
    await failpoint('payment.begin_refund.after_commit');
    return refund;
  }

  async #earlier(queries: Queries, { requestedBy, key, requestHash }: RefundRequest): Promise<RefundRow | undefined> {
    const earlier = await queries.one<RefundRow>(statements.FIND_REQUEST, [requestedBy, key]);
    if (earlier && earlier.requestHash !== requestHash) throw keyReused();
    return earlier;
  }

  async #submit(refund: RefundRow): Promise<RefundRow> {
    const { id, status } = refund;
    if (status !== 'SUBMITTED') return refund;
    await failpoint('payment.refund.before_call');
    const outcome = await this.provider.refund(refund);
    await failpoint('payment.refund.after_call');
    if (outcome.result === 'unknown') return refund;
    if (outcome.result === 'failed') {
      log.error({ refundId: id, code: outcome.code }, 'the provider refused a refund');
      await this.database.one(statements.FAIL_REFUND, [id]);
    } else {
      await this.database.one(statements.COMPLETE_REFUND, [id, outcome.ref, uuidv7()]);
      await failpoint('payment.complete_refund.after_commit');
      this.notices.wake();
    }
    return (await this.database.one<RefundRow>(statements.FIND_REFUND, [id])) ?? refund;
  }

  async #answer(refund: RefundRow, traceId: string): Promise<Answer> {
    const refusal = new DomainError('conflict', 'refund.refused', 'the provider refused the refund', {
      extra: { refundId: refund.id },
    });
    const view = refund.status === 'FAILED' ? toProblem(refusal, traceId) : toRefundView(refund);
    const status = refund.status === 'FAILED' ? 409 : 201;
    const first = await this.database.one<Answer>(statements.ANSWER_REFUND, [refund.id, status, JSON.stringify(view)]);
    return first!;
  }
}

function keyReused(): DomainError {
  return new DomainError('mismatch', 'idempotency.key_reused', 'this Idempotency-Key was used with another body');
}
