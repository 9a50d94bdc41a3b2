import * as idempotency from '../../apps/order/src/idempotency.ts';
import * as orders from '../../apps/order/src/order.sql.ts';
import * as outbox from '../../apps/order/src/outbox.ts';
import * as payments from '../../apps/payment/src/payment.sql.ts';
import * as refunds from '../../apps/payment/src/refund.sql.ts';
import * as webhooks from '../../apps/payment/src/webhook.sql.ts';
import * as reservations from '../../apps/product/src/reservation.sql.ts';

const NAMES = new Map<unknown, string>();
for (const [file, statements] of Object.entries({
  orders,
  outbox,
  keys: idempotency,
  payments,
  refunds,
  webhooks,
  reservations,
})) {
  for (const [name, statement] of Object.entries(statements)) NAMES.set(statement, `${file}.${name}`);
}

/** What a statement is called in its file, as in `orders.MOVE`. */
export function nameOf(statement: unknown): string {
  return NAMES.get(statement) ?? 'a statement of the simulation';
}
