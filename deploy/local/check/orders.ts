import { acrossOrders, within, type Invariant } from './invariant.ts';

/**
 * What may follow what in the life of an order, and the status that it has then. Written down here a second time, so that
 * a slip in the service's own table does not excuse itself.
 */
const LEGAL = [
  ['', 'placed', 'PENDING'],
  ['placed', 'stock_reserved', 'AWAITING_PAYMENT'],
  ['placed', 'cancelled', 'CANCELLED'],
  ['placed', 'cancel_requested', 'CANCELLING'],
  ['stock_reserved', 'payment_captured', 'AWAITING_PAYMENT'],
  ['stock_reserved', 'payment_declined', 'CANCELLING'],
  ['stock_reserved', 'payment_timeout', 'CANCELLING'],
  ['stock_reserved', 'cancel_requested', 'CANCELLING'],
  ['payment_captured', 'confirmed', 'CONFIRMED'],
  ['payment_captured', 'stock_lost', 'CANCELLING'],
  ['payment_declined', 'cancelled', 'CANCELLED'],
  ['payment_timeout', 'payment_voided', 'CANCELLING'],
  ['stock_lost', 'payment_voided', 'CANCELLING'],
  ['cancel_requested', 'payment_voided', 'CANCELLING'],
  ['cancel_requested', 'cancelled', 'CANCELLED'],
  ['payment_voided', 'cancelled', 'CANCELLED'],
  ['confirmed', 'shipped', 'SHIPPED'],
  ['shipped', 'delivered', 'DELIVERED'],
] as const;

/** A refund is no step of that life: it may come at any time from `confirmed` on, and leaves the order where it is. */
const LIVES = `
  WITH legal (before, type, status) AS (VALUES ${LEGAL.map((move) => `('${move.join("', '")}')`).join(', ')}),
  walk AS (
    SELECT order_id, seq, type, type = 'refunded' AS is_refund, row_number() OVER life AS turn,
      bool_or(type = 'confirmed') OVER life AS is_sold,
      coalesce(lag(type) OVER steps, '') AS before, lead(type) OVER steps IS NULL AS is_last
    FROM order_events
    WINDOW life AS (PARTITION BY order_id ORDER BY seq), steps AS (PARTITION BY order_id, type = 'refunded' ORDER BY seq))
  SELECT o.id, count(walk.seq) <> o.version
    OR bool_or(walk.seq <> walk.turn OR CASE WHEN is_refund THEN NOT is_sold ELSE legal.status IS NULL END)
    OR bool_or(legal.status <> o.status::text) FILTER (WHERE is_last AND NOT is_refund)
    OR (o.step = 'DONE') <> (o.status IN ('CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED')) AS bad
  FROM orders o LEFT JOIN walk ON walk.order_id = o.id LEFT JOIN legal USING (before, type) GROUP BY o.id`;

/** Orders, and keys that name an order which is not there. */
const ANSWERS = `
  SELECT o.id, k.order_id IS DISTINCT FROM o.id
    OR coalesce(k.body::jsonb ->> 'id', k.body::jsonb ->> 'orderId') <> o.id::text
    OR o.step = 'DONE' AND CASE k.status
      WHEN 201 THEN o.status NOT IN ('CONFIRMED', 'SHIPPED', 'DELIVERED')
      WHEN 202 THEN false
      WHEN 402 THEN o.status <> 'CANCELLED' OR o.cancel_reason <> 'payment_declined'
      WHEN 409 THEN o.status <> 'CANCELLED'
      ELSE true END AS bad
  FROM orders o LEFT JOIN idempotency_keys k
    ON k.user_id = o.user_id AND k.operation = 'orders.place' AND k.key = o.idempotency_key
  UNION ALL
  SELECT k.order_id, true FROM idempotency_keys k LEFT JOIN orders o ON o.id = k.order_id
  WHERE k.order_id IS NOT NULL AND o.id IS NULL`;

export const ORDERS: readonly Invariant[] = [
  within(
    'order',
    13,
    'an order costs what its lines cost when they were bought',
    `SELECT o.id, count(i.order_id) = 0 OR sum(i.quantity * i.unit_price) <> o.total AS bad
     FROM orders o LEFT JOIN order_items i ON i.order_id = o.id GROUP BY o.id`,
  ),
  within('order', 14, 'a key has one order, and its answer is what became of that', ANSWERS),
  within(
    'order',
    15,
    'a key remembers the body that it came with',
    `SELECT user_id || ' ' || operation AS id, request_hash !~ '^[\\w-]{43}$' AS bad FROM idempotency_keys`,
  ),
  within(
    'order',
    17,
    'a key is one of a user and an operation',
    `SELECT 'idempotency_keys' AS id, NOT EXISTS (
       SELECT FROM pg_constraint WHERE conrelid = 'idempotency_keys'::regclass
         AND pg_get_constraintdef(oid) = 'PRIMARY KEY (user_id, operation, key)') AS bad`,
  ),
  within(
    'order',
    19,
    'an order has an outcome after a minute',
    `SELECT id, step <> 'DONE' AND created_at < now() - interval '60 seconds' AS bad FROM orders`,
  ),
  within('order', 21, 'an order moves as it may, and its events have no gaps', LIVES),
  within(
    'order',
    22,
    'an event is delivered within two minutes',
    `SELECT order_id || ' ' || seq AS id, at < now() - interval '2 minutes' AS bad FROM order_events WHERE sent_at IS NULL`,
  ),
  acrossOrders(
    'payment',
    22,
    'a sold order tells of each refund once, and of no other; a cancelled one of none',
    `SELECT o.id, o.refunds IS DISTINCT FROM string_agg(concat_ws(' ', r.id, r.amount, p.currency), ',' ORDER BY r.id::text)
       FILTER (WHERE r.id IS NOT NULL AND o.status IN ('CONFIRMED', 'SHIPPED', 'DELIVERED')) AS bad
     FROM o LEFT JOIN payments p ON p.order_id = o.id
       LEFT JOIN refunds r ON r.payment_id = p.id AND r.status = 'SUCCEEDED' GROUP BY o.id, o.refunds`,
  ),
];
