import { sql } from '@shopmesh/database';

/**
 * $1 provider, $2 event, $3 type, $4 what it says, $5 payment, $6 order, $7 refund, $8 amount, $9 currency, $10 the status
 * that it leads the payment to. An event that says what we know already, as most do, is done with that.
 * No row: it was received before.
 */
export const RECEIVE = sql(`
  INSERT INTO webhook_events (provider, event_id, type, says, payment_id, order_id, refund_id, amount, currency, processed_at)
  SELECT $1, $2, $3, $4::text, $5::uuid, $6::uuid, $7::uuid, $8::bigint, $9::text, (
    SELECT now() FROM payments LEFT JOIN refunds ON refunds.id = $7 AND refunds.payment_id = payments.id
    WHERE payments.id = $5 AND order_id = $6 AND currency = $9 AND CASE WHEN $4 = 'refunded'
      THEN refunds.amount = $8 AND refunds.status = 'SUCCEEDED'
      ELSE payments.amount = $8 AND payments.status = $10 END)
  ON CONFLICT (provider, event_id) DO NOTHING RETURNING processed_at IS NOT NULL AS "isDone"`);

/** Takes events that nobody works on, the oldest first. $1 how many at most, $2 seconds for which nobody else takes them. */
export const TAKE = sql(`
  UPDATE webhook_events SET tried_at = now() WHERE (provider, event_id) IN (
    SELECT provider, event_id FROM webhook_events
    WHERE processed_at IS NULL AND (tried_at IS NULL OR tried_at < now() - $2 * interval '1 second')
    ORDER BY received_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING provider, event_id AS "eventId", says, payment_id AS "paymentId", order_id AS "orderId",
    refund_id AS "refundId", amount, currency`);

/** $1 provider, $2 event, $3 why it does not match, if it does not. */
export const DONE = sql(`
  UPDATE webhook_events SET processed_at = now(), mismatch = $3
  WHERE provider = $1 AND event_id = $2 AND processed_at IS NULL`);
