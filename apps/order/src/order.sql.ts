import { sql } from '@shopmesh/database';
import { MAILED_EVENTS } from './mail/order.mail.ts';

/** Columns of an OrderRow, its lines among them. */
export const ROW = `o.id, o.number, o.user_id AS "userId", o.status, o.step, o.version, o.total, o.currency,
  o.shipping_address AS "shippingAddress", o.payment_id AS "paymentId", o.payment_status AS "paymentStatus",
  o.payment_token AS "paymentToken", o.decline_code AS "declineCode", o.cancel_reason AS "cancelReason", o.tries,
  o.created_at AS "createdAt", o.updated_at AS "updatedAt",
  (SELECT json_agg(json_build_object('productId', i.product_id, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity,
     'unitPrice', i.unit_price) ORDER BY i.position) FROM order_items i WHERE i.order_id = o.id) AS items`;

/** `operation` of the keys of POST /v1/orders. */
export const PLACE_ORDER = 'orders.place';

/** A driver that dies is replaced after this. Longer than any call it makes. */
const LEASE = `now() + interval '15 seconds'`;

/**
 * One statement, so one transaction: the key, the order with a snapshot of its lines, its first event.
 * No row: the key is taken. The order is born with a lease, for the request that places it drives it at once.
 * $1 user, $2 operation, $3 key, $4 request hash, $5 order, $6 total, $7 currency, $8 address, $9 from cart, $10 payment,
 * $11 card token, $12 instant, $13-$17 lines: products, SKUs, names, quantities, unit prices.
 */
export const PLACE = sql(`
  WITH claimed AS (
    INSERT INTO idempotency_keys (user_id, operation, key, request_hash, order_id) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING RETURNING order_id, user_id),
  placed AS (
    INSERT INTO orders (id, user_id, status, step, version, total, currency, shipping_address, idempotency_key,
      from_cart, payment_id, payment_token, lease_until, created_at, updated_at)
    SELECT order_id, user_id, 'PENDING', 'RESERVE', 1, $6, $7, $8, $3, $9, $10, $11, ${LEASE}, $12, $12 FROM claimed
    RETURNING id, number),
  lines AS (
    INSERT INTO order_items (order_id, position, product_id, sku, name, quantity, unit_price)
    SELECT placed.id, line.position, product_id, sku, name, quantity, unit_price FROM placed,
      unnest($13::uuid[], $14::text[], $15::text[], $16::int[], $17::bigint[]) WITH ORDINALITY
        AS line (product_id, sku, name, quantity, unit_price, position)),
  event AS (INSERT INTO order_events (order_id, seq, type, at, sent_at) SELECT id, 1, 'placed', $12, $12 FROM placed)
  SELECT number FROM placed`);

/** An event that nobody waits for is born as sent. */
const TO_BE_SENT = MAILED_EVENTS.map((type) => `'${type}'`).join(', ');

/** What the two moves share. */
const MOVED = `
  moved AS (
    UPDATE orders SET status = $4::order_status, step = $5::order_step, version = version + 1, updated_at = $8,
      payment_status = $9, decline_code = coalesce($10, decline_code), cancel_reason = coalesce(cancel_reason, $11),
      payment_token = CASE WHEN $5::order_step IN ('RESERVE', 'PAY') THEN payment_token END,
      tries = 0, next_run_at = CASE WHEN $5::order_step <> 'DONE' THEN least(next_run_at, now()) END, lease_until = CASE WHEN $5::order_step <> 'DONE' THEN ${LEASE} END
    WHERE id = $1 AND version = $2 AND step = $3::order_step RETURNING id, user_id, version, from_cart, idempotency_key),
  event AS (
    INSERT INTO order_events (order_id, seq, type, data, at, sent_at)
    SELECT id, version, $6, $7, $8, CASE WHEN $6 NOT IN (${TO_BE_SENT}) THEN $8::timestamptz END FROM moved)`;

/**
 * Moves an order by compare-and-set on version and step, and writes the event. No row: someone else has moved it.
 * $1 order, $2 version, $3 step, $4 status, $5 next step, $6 event, $7 its data, $8 instant, $9 payment status,
 * $10 decline code, $11 cancel reason.
 */
export const MOVE = sql(`WITH ${MOVED} SELECT version FROM moved`);

/**
 * As MOVE, when the answer to the request that placed the order is known by it: stores that unless it has one, and empties
 * the cart of what was bought. $12 status and $13 body of the answer.
 */
export const MOVE_AND_ANSWER = sql(`
  WITH ${MOVED},
  answered AS (
    UPDATE idempotency_keys SET status = $12, body = $13 FROM moved
    WHERE idempotency_keys.user_id = moved.user_id AND idempotency_keys.operation = '${PLACE_ORDER}'
      AND idempotency_keys.key = moved.idempotency_key AND idempotency_keys.status IS NULL),
  emptied AS (
    DELETE FROM cart_items USING moved, order_items
    WHERE $4::order_status = 'CONFIRMED' AND from_cart AND order_items.order_id = moved.id
      AND cart_items.user_id = moved.user_id AND cart_items.product_id = order_items.product_id)
  SELECT version FROM moved`);

/** Puts an order aside after a call without an outcome. $1 order, $2 version, $3 seconds until the next try. */
export const PARK = sql(`
  UPDATE orders SET tries = tries + 1, lease_until = NULL, next_run_at = now() + $3 * interval '1 second'
  WHERE id = $1 AND version = $2`);

/** Takes up to $1 orders that are due and that nobody drives. Replicas skip each other's. */
export const CLAIM = sql(`
  WITH due AS (
    SELECT id FROM orders
    WHERE next_run_at <= now() AND (lease_until IS NULL OR lease_until < now())
    ORDER BY next_run_at LIMIT $1 FOR UPDATE SKIP LOCKED),
  o AS (UPDATE orders SET lease_until = ${LEASE} FROM due WHERE orders.id = due.id RETURNING orders.*)
  SELECT ${ROW} FROM o`);

/** $1 order, $2 its owner, or null for staff. */
export const FIND = sql(`SELECT ${ROW} FROM orders o WHERE o.id = $1 AND ($2::uuid IS NULL OR o.user_id = $2)`);

export const EVENTS = sql(`SELECT seq, type, at, data FROM order_events WHERE order_id = $1 ORDER BY seq`);

/** A page, newest first. $1 limit, $2 id to go on after or null, $3 status or null. */
const page = (whose: string) =>
  sql(`
  SELECT ${ROW} FROM orders o
  WHERE ${whose} AND ($2::uuid IS NULL OR o.id < $2) AND ($3::order_status IS NULL OR o.status = $3) ORDER BY o.id DESC LIMIT $1`);
/** $4 user. */
export const LIST_OF_USER = page('o.user_id = $4');
export const LIST_ALL = page('true');
/** For a status that no finished order has: these are few, and the index of orders to drive knows them. */
export const LIST_UNFINISHED = page('o.next_run_at IS NOT NULL');
