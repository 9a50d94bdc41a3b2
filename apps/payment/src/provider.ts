/** A payment as a provider must know it. Amounts are in minor units. */
export type Due = { id: string; orderId: string; amount: number; currency: string };

/** A refund as a provider must know it. `paymentRef` is the provider's own id of the payment, if that is known. */
export type DueRefund = { id: string; paymentId: string; paymentRef: string | null; amount: number };

/** What became of a charge. `unknown` (no answer, or not one to rely on) says nothing: ask again. */
export type ChargeOutcome =
  | { result: 'succeeded'; ref: string }
  | { result: 'declined'; ref: string; code: string }
  | { result: 'cancelled'; ref: string }
  | { result: 'unknown' };

export type RefundOutcome =
  { result: 'succeeded'; ref: string } | { result: 'failed'; code: string } | { result: 'unknown' };

/** What a provider says unasked. It is a hint: what is stored is what the provider says when it is asked. */
export type ProviderEvent = {
  /** The same for each repetition. */
  id: string;
  type: string;
  says: 'succeeded' | 'declined' | 'cancelled' | 'refunded';
  /** Ours, as the provider was told them; null where the event does not say. */
  paymentId: string | null;
  orderId: string | null;
  refundId: string | null;
  /** Of the charge, or of the refund; in minor units. */
  amount: number | null;
  currency: string | null;
};

/** A charge in the provider's books. */
export type ListedCharge = {
  /** null: not of this shop. */
  paymentId: string | null;
  ref: string;
  amount: number;
  currency: string;
  isCaptured: boolean;
  refunded: number;
  updatedAt: Date;
};

/**
 * Someone who takes money from cards. Commands may be repeated with the same id and then have no further effect; they do
 * not throw for what the provider does or fails to do.
 */
export type Provider = {
  /** As payments keep it, and as the path of its webhooks ends. */
  readonly name: string;
  charge(due: Due, token: string): Promise<ChargeOutcome>;
  /** What became of a charge; undefined if it never arrived, which it still may. @param ref the provider's own id, if known */
  find(paymentId: string, ref?: string | null): Promise<ChargeOutcome | undefined>;
  /** Sees to it that a payment is not charged later; what was charged before stays charged, and is told. */
  cancel(due: Due): Promise<ChargeOutcome>;
  refund(refund: DueRefund): Promise<RefundOutcome>;
  /**
   * Checks a webhook and reads it. @param body the bytes that came
   * @returns undefined for an event of no concern
   * @throws invalid `webhook.bad_signature`, `webhook.too_old`, `webhook.malformed`
   */
  readWebhook(body: Buffer, headers: Readonly<Record<string, unknown>>): ProviderEvent | undefined;
  /** Charges that were made or refunded since. @throws when the provider does not answer */
  list(since: Date): AsyncIterable<ListedCharge>;
};

/** Token to inject the provider by. */
export const Provider = Symbol('Provider');
