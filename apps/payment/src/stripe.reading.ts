import type Stripe from 'stripe';
import type { ChargeOutcome, ListedCharge, ProviderEvent, RefundOutcome } from './provider.ts';
import { uuidIn } from './simulated.schema.ts';

/** What an intent says about the payment that it was made for. */
export function outcomeOf(intent: Stripe.PaymentIntent): ChargeOutcome {
  const { id: ref, status, last_payment_error: error } = intent;
  if (status === 'succeeded') return { result: 'succeeded', ref };
  if (status === 'canceled') return { result: 'cancelled', ref };
  if (status === 'requires_payment_method' && error) {
    return { result: 'declined', ref, code: error.decline_code ?? error.code ?? error.type };
  }
  return { result: 'unknown' };
}

export function refundOutcomeOf({ id, status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { result: 'succeeded', ref: id };
  if (status === 'failed' || status === 'canceled') return { result: 'failed', code: reason ?? status };
  return { result: 'unknown' };
}

/** @param intent with its `latest_charge` expanded */
export function listedOf(intent: Stripe.PaymentIntent): ListedCharge {
  const { id, metadata, amount, currency, status, created, latest_charge: charge } = intent;
  return {
    paymentId: uuidIn(metadata['payment_id']),
    ref: id,
    amount,
    currency: currency.toUpperCase(),
    isCaptured: status === 'succeeded',
    refunded: charge && typeof charge === 'object' ? charge.amount_refunded : 0,
    updatedAt: new Date(created * 1000),
  };
}

const INTENT_SAYS: Partial<Record<string, ProviderEvent['says']>> = {
  'payment_intent.succeeded': 'succeeded',
  'payment_intent.payment_failed': 'declined',
  'payment_intent.canceled': 'cancelled',
};
const REFUND_TYPES = new Set(['refund.created', 'refund.updated']);

/** @returns undefined for the many kinds that say nothing about whether money moved */
export function eventOf({ id, type, data }: Stripe.Event): ProviderEvent | undefined {
  const says = INTENT_SAYS[type];
  if (says) {
    const { metadata, amount, currency } = data.object as Stripe.PaymentIntent;
    return { id, type, says, ...oursIn(metadata), amount, currency: currency.toUpperCase() };
  }
  if (!REFUND_TYPES.has(type)) return undefined;
  const { metadata, amount, currency, status } = data.object as Stripe.Refund;
  if (status !== 'succeeded') return undefined;
  return { id, type, says: 'refunded', ...oursIn(metadata), amount, currency: currency.toUpperCase() };
}

function oursIn(metadata: Stripe.Metadata | null): Pick<ProviderEvent, 'paymentId' | 'orderId' | 'refundId'> {
  return {
    paymentId: uuidIn(metadata?.['payment_id']),
    orderId: uuidIn(metadata?.['order_id']),
    refundId: uuidIn(metadata?.['refund_id']),
  };
}
