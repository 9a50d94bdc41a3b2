import { DomainError } from '@shopmesh/runtime';

export const ORDER_STATUSES = [
  'PENDING',
  'AWAITING_PAYMENT',
  'CONFIRMED',
  'SHIPPED',
  'DELIVERED',
  'CANCELLING',
  'CANCELLED',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What the driver does next: RESERVE, PAY, COMMIT on the way to CONFIRMED; VOID, RELEASE to undo. */
export const STEPS = ['RESERVE', 'PAY', 'COMMIT', 'VOID', 'RELEASE', 'DONE'] as const;
export type Step = (typeof STEPS)[number];

export type CancelReason = 'out_of_stock' | 'payment_declined' | 'payment_timeout' | 'customer';

/** Where an order goes, the event that says so, and what becomes of its payment if the answer does not say. */
export type Move = { status: OrderStatus; step: Step; event: string; reason?: CancelReason; payment?: string };

const paying: Move = { status: 'AWAITING_PAYMENT', step: 'PAY', event: 'stock_reserved', payment: 'SUBMITTED' };
const refused: Move = { status: 'CANCELLED', step: 'DONE', event: 'cancelled', reason: 'out_of_stock' };
const lost: Move = { status: 'CANCELLING', step: 'VOID', event: 'stock_lost', reason: 'out_of_stock' };
const declined: Move = { status: 'CANCELLING', step: 'RELEASE', event: 'payment_declined', reason: 'payment_declined' };
const cancelled: Move = { status: 'CANCELLED', step: 'DONE', event: 'cancelled' };
const voided: Move = { status: 'CANCELLING', step: 'RELEASE', event: 'payment_voided' };

/**
 * The specification of the driver: what each answer of a neighbour makes of an order. An answer that is not listed
 * (SUBMITTED, HELD after COMMIT …) has no outcome yet: the same call is made again.
 * EXPIRED goes on, because COMMIT takes the stock again if it is still free.
 */
export const MOVES: Readonly<Record<Step, Readonly<Record<string, Move>>>> = {
  RESERVE: { HELD: paying, EXPIRED: paying, REJECTED: refused, LOST: refused, RELEASED: refused },
  PAY: {
    CAPTURED: { status: 'AWAITING_PAYMENT', step: 'COMMIT', event: 'payment_captured' },
    DECLINED: declined,
    CANCELLED: declined,
  },
  COMMIT: {
    COMMITTED: { status: 'CONFIRMED', step: 'DONE', event: 'confirmed' },
    LOST: lost,
    RELEASED: lost,
    REJECTED: lost,
  },
  VOID: { DECLINED: voided, CANCELLED: voided, REFUNDED: voided },
  RELEASE: { RELEASED: cancelled, REJECTED: cancelled, LOST: cancelled },
  DONE: {},
};

/** A payment without an outcome when its window closes: the money is called back, whatever became of it. */
export const PAYMENT_OVERDUE: Move = {
  status: 'CANCELLING',
  step: 'VOID',
  event: 'payment_timeout',
  reason: 'payment_timeout',
};

/** What people may ask for, by the step (before DONE) or the status (after) that the order is in. */
const COMMANDS: Readonly<Record<'cancel' | 'ship' | 'deliver', Readonly<Record<string, Move>>>> = {
  // From COMMIT on the order is as good as confirmed, and giving it back is a refund.
  cancel: {
    RESERVE: { status: 'CANCELLING', step: 'RELEASE', event: 'cancel_requested', reason: 'customer' },
    PAY: { status: 'CANCELLING', step: 'VOID', event: 'cancel_requested', reason: 'customer' },
  },
  ship: { CONFIRMED: { status: 'SHIPPED', step: 'DONE', event: 'shipped' } },
  deliver: { SHIPPED: { status: 'DELIVERED', step: 'DONE', event: 'delivered' } },
};
export type Command = keyof typeof COMMANDS;

const refunded = (status: OrderStatus): Move => ({ status, step: 'DONE', event: 'refunded' });

/** What a refund makes of an order: of a sold one another event; of one whose undoing it is, nothing (null). */
const REFUNDS: Readonly<Partial<Record<OrderStatus, Move | null>>> = {
  CONFIRMED: refunded('CONFIRMED'),
  SHIPPED: refunded('SHIPPED'),
  DELIVERED: refunded('DELIVERED'),
  CANCELLING: null,
  CANCELLED: null,
};

/** Where an answer takes an order, or undefined when it has to be asked for again. */
export function afterAnswer(step: Step, answer: string): Move | undefined {
  return MOVES[step][answer];
}

/** Where a command takes an order. @throws conflict `order.bad_transition` */
export function afterCommand(command: Command, order: { status: OrderStatus; step: Step }): Move {
  const move = COMMANDS[command][order.step === 'DONE' ? order.status : order.step];
  if (move) return move;
  throw new DomainError('conflict', 'order.bad_transition', `cannot ${command} an order that is ${order.status}`);
}

/** Where a refund takes an order, or null when nobody is to hear of it. @throws conflict `order.unfinished`: too early to say */
export function afterRefund({ status }: { status: OrderStatus }): Move | null {
  const move = REFUNDS[status];
  if (move !== undefined) return move;
  throw new DomainError('conflict', 'order.unfinished', `an order that is ${status} is neither sold nor cancelled yet`);
}
