import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { failpoint } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { Provider } from './provider.ts';
import type { Refund } from './refund.entity.ts';
import { BEGIN_REFUND, COMPLETE_REFUND, FAIL_REFUND, REFUNDS_OF } from './refund.sql.ts';
import { nextRefundId, refundable } from './refund.state.ts';

type RefundRow = Pick<Refund, 'id' | 'paymentId' | 'amount' | 'status'>;

const log = createLogger('refunds', process.env['LOG_LEVEL'] ?? 'info');

/** Gives money back. A refund is written down before the provider is asked, so that one begun is always finished. */
@Injectable()
export class RefundService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Provider) private readonly provider: Provider,
  ) {}

  /** Finishes the refunds that are under way, then refunds what is left. An unknown outcome leaves a refund SUBMITTED. */
  async refundRest(payment: { id: string; amount: number }, reason: string): Promise<void> {
    const begun = await this.database.many<RefundRow>(REFUNDS_OF, [payment.id]);
    for (const refund of begun.filter(({ status }) => status === 'SUBMITTED')) await this.#submit(refund);
    const rest = refundable(payment.amount, begun);
    if (rest === 0) return;
    const values = [nextRefundId(payment.id, begun), payment.id, rest, reason];
    await failpoint('payment.begin_refund.before_commit');
    const refund = await this.database.one<RefundRow>(BEGIN_REFUND, values);
    await failpoint('payment.begin_refund.after_commit');
    // Someone else began one at the same time: look again.
    if (!refund) return this.refundRest(payment, reason);
    await this.#submit(refund);
  }

  async #submit({ id, paymentId, amount }: RefundRow): Promise<void> {
    await failpoint('payment.refund.before_call');
    const outcome = await this.provider.refund(id, paymentId, amount);
    await failpoint('payment.refund.after_call');
    if (outcome.result === 'succeeded') await this.database.one(COMPLETE_REFUND, [id, outcome.ref, uuidv7()]);
    await failpoint('payment.complete_refund.after_commit');
    if (outcome.result !== 'failed') return;
    log.error({ refundId: id, code: outcome.code }, 'the provider refused a refund');
    await this.database.one(FAIL_REFUND, [id]);
  }
}
