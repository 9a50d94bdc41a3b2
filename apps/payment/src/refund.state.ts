import { DomainError } from '@shopmesh/runtime';
import { v5 as uuidv5 } from 'uuid';
import type { PaymentStatus } from './payment.state.ts';

/** SUBMITTED: the provider may have been asked, the outcome is not known. FAILED: the provider refused, no money went back. */
export type RefundStatus = 'SUBMITTED' | 'SUCCEEDED' | 'FAILED';

type Begun = { amount: number; status: RefundStatus };
type Payment = { amount: number; currency: string; status: PaymentStatus };

/** What can still be refunded, in minor units: refunds under way count as done. */
export function refundable(amount: number, refunds: readonly Begun[]): number {
  const taken = refunds.filter(({ status }) => status !== 'FAILED').reduce((sum, refund) => sum + refund.amount, 0);
  return amount - taken;
}

/**
 * How much of a payment goes back when `wanted` is asked for, or all that is left when nothing is said; in minor units.
 * @throws conflict `refund.not_captured`, `refund.too_high`; invalid `refund.wrong_currency`
 */
export function amountToRefund(
  payment: Payment,
  begun: readonly Begun[],
  wanted?: { amount: number; currency: string },
): number {
  if (payment.status !== 'CAPTURED') {
    throw new DomainError('conflict', 'refund.not_captured', `nothing to refund: the payment is ${payment.status}`);
  }
  if (wanted && wanted.currency !== payment.currency) {
    throw new DomainError('invalid', 'refund.wrong_currency', `the payment is in ${payment.currency}`);
  }
  const left = refundable(payment.amount, begun);
  const amount = wanted?.amount ?? left;
  if (amount > 0 && amount <= left) return amount;
  throw new DomainError('conflict', 'refund.too_high', `${left} ${payment.currency} (minor units) are left`);
}

/**
 * The id of the refund that follows the `begun` ones. Two who begin one at the same time get the same id, and the
 * primary key lets only one of them in.
 */
export function nextRefundId(paymentId: string, begun: readonly Begun[]): string {
  return uuidv5(String(begun.length + 1), paymentId);
}
