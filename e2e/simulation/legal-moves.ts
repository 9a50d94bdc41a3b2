import {
  afterCommand,
  afterRefund,
  MOVES,
  PAYMENT_OVERDUE,
  type Command,
  type Move,
} from '../../apps/order/src/order.state.ts';
import type { Place, StoredEvent } from './tables/order.tables.ts';

export const SOLD: readonly string[] = ['CONFIRMED', 'SHIPPED', 'DELIVERED'];
const COMMANDS: readonly Command[] = ['cancel', 'ship', 'deliver'];

/** Whether the tables of Order say that an event may lead from there to there. */
export function isLegal({ type, from, to }: StoredEvent): boolean {
  if (!from) return type === 'placed';
  const moves: Move[] = [
    ...Object.values(MOVES[from.step]),
    ...COMMANDS.flatMap((command) => commanded(command, from)),
  ];
  if (from.step === 'PAY') moves.push(PAYMENT_OVERDUE);
  if (SOLD.includes(from.status)) moves.push(afterRefund(from)!);
  return moves.some(({ event, status, step }) => event === type && status === to.status && step === to.step);
}

function commanded(command: Command, from: Place): Move[] {
  try {
    return [afterCommand(command, from)];
  } catch {
    return [];
  }
}
