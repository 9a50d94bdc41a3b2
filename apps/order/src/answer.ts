import { DomainError, toProblem } from '@shopmesh/runtime';
import { toView, type OrderRow } from './order.schema.ts';

/** What POST /v1/orders says, kept so that a repeat says the same byte for byte. */
export type Answer = { status: number; body: string };

/**
 * The answer that an order's state gives to the request that placed it, or undefined while it is going on.
 * A refusal is known as soon as its reason is, though the undoing goes on.
 */
export function answerOf(order: OrderRow, traceId: string): Answer | undefined {
  if (order.step === 'DONE' && order.status !== 'CANCELLED')
    return { status: 201, body: JSON.stringify(toView(order)) };
  const refusal = order.cancelReason && refusalOf(order);
  if (!refusal) return undefined;
  const problem = toProblem(refusal, traceId);
  return { status: problem.status, body: JSON.stringify(problem) };
}

/** The answer when the bound has passed: look at Location for what becomes of the order. */
export function acceptedOf(order: OrderRow): Answer {
  return { status: 202, body: JSON.stringify(toView(order)) };
}

function refusalOf(order: OrderRow): DomainError {
  const extra = { orderId: order.id };
  switch (order.cancelReason) {
    case 'payment_declined':
      return new DomainError(
        'declined',
        'payment.declined',
        `the card was declined (${order.declineCode ?? 'no reason given'})`,
        { extra },
      );
    case 'out_of_stock':
      return new DomainError('conflict', 'order.out_of_stock', 'not enough of these products is left', { extra });
    default:
      return new DomainError('conflict', 'order.cancelled', 'the order was cancelled before it was paid', { extra });
  }
}
