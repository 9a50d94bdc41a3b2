import { v5 as uuidv5 } from 'uuid';

/** SUBMITTED: the provider may have been asked, the outcome is not known. FAILED: the provider refused, no money went back. */
export type RefundStatus = 'SUBMITTED' | 'SUCCEEDED' | 'FAILED';

type Begun = { amount: number; status: RefundStatus };

/** What can still be refunded, in minor units: refunds under way count as done. */
export function refundable(amount: number, refunds: readonly Begun[]): number {
  const taken = refunds.filter(({ status }) => status !== 'FAILED').reduce((sum, refund) => sum + refund.amount, 0);
  return amount - taken;
}

/**
 * The id of the refund that follows the `begun` ones. Two who begin one at the same time get the same id, and the
 * primary key lets only one of them in.
 */
export function nextRefundId(paymentId: string, begun: readonly Begun[]): string {
  return uuidv5(String(begun.length + 1), paymentId);
}
