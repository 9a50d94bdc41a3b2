import type { ProviderEvent } from './provider.ts';

/** What we know of what an event is about; undefined when we know nothing. */
export type Known = {
  payment: { id: string; orderId: string; amount: number; currency: string } | undefined;
  refund: { paymentId: string; amount: number } | undefined;
};

/** Why an event cannot be about what we know; undefined when it can. What it does not say contradicts nothing. */
export function mismatchOf(event: Omit<ProviderEvent, 'id' | 'type'>, { payment, refund }: Known): string | undefined {
  if (!payment) return 'unknown payment';
  if (event.orderId && event.orderId !== payment.orderId) return 'another order';
  if (event.currency && event.currency !== payment.currency) return 'another currency';
  if (event.says === 'refunded' && refund?.paymentId !== payment.id) return 'unknown refund';
  const expected = event.says === 'refunded' ? refund?.amount : payment.amount;
  if (event.amount !== null && event.amount !== expected) return 'another amount';
  return undefined;
}
