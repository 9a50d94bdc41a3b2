/** What became of a charge. `unknown` (no answer, or not one to rely on) says nothing: ask again. */
export type ChargeOutcome =
  | { result: 'succeeded'; ref: string }
  | { result: 'declined'; ref: string; code: string }
  | { result: 'cancelled'; ref: string }
  | { result: 'unknown' };

export type RefundOutcome =
  { result: 'succeeded'; ref: string } | { result: 'failed'; code: string } | { result: 'unknown' };

/**
 * Someone who takes money from cards. Every call may be repeated with the same id and then has no further effect.
 * None of them throws for what the provider does or fails to do. Amounts are in minor units.
 */
export type Provider = {
  /** As payments keep it. */
  readonly name: string;
  charge(paymentId: string, amount: number, currency: string, token: string): Promise<ChargeOutcome>;
  /** What became of a charge; undefined if it never arrived, which it still may. */
  find(paymentId: string): Promise<ChargeOutcome | undefined>;
  /** Sees to it that a payment is not charged later; what was charged before stays charged, and is told. */
  cancel(paymentId: string): Promise<ChargeOutcome>;
  refund(refundId: string, paymentId: string, amount: number): Promise<RefundOutcome>;
};

/** Token to inject the provider by. */
export const Provider = Symbol('Provider');
