import { DomainError } from '@shopmesh/runtime';
import type { ChargeOutcome } from './provider.ts';

/** SUBMITTED: the provider may have been asked, the outcome is not known. The others are final. */
export type PaymentStatus = 'SUBMITTED' | 'CAPTURED' | 'DECLINED' | 'CANCELLED';

/** The specification. A payment that took no money never takes any later. */
const MOVES: Record<PaymentStatus, readonly PaymentStatus[]> = {
  SUBMITTED: ['CAPTURED', 'DECLINED', 'CANCELLED'],
  CAPTURED: [],
  DECLINED: [],
  CANCELLED: [],
};

/** Returns `to` if a payment may go there; staying put is refused. @throws conflict `payment.bad_transition` */
export function transition(from: PaymentStatus, to: PaymentStatus): PaymentStatus {
  if (MOVES[from].includes(to)) return to;
  throw new DomainError('conflict', 'payment.bad_transition', `a payment cannot go from ${from} to ${to}`);
}

export function isFinal(status: PaymentStatus): boolean {
  return MOVES[status].length === 0;
}

/** Where an outcome leads; undefined when it says nothing, which changes nothing. */
export function statusAfter(outcome: ChargeOutcome): PaymentStatus | undefined {
  return AFTER[outcome.result];
}

const AFTER: Record<ChargeOutcome['result'], PaymentStatus | undefined> = {
  succeeded: 'CAPTURED',
  declined: 'DECLINED',
  cancelled: 'CANCELLED',
  unknown: undefined,
};
