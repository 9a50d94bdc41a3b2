import { sql } from '@shopmesh/database';
import { booking } from './ledger.sql.ts';

const COLUMNS = `id, payment_id AS "paymentId", amount, reason, status, created_at AS "createdAt",
  request_hash AS "requestHash", answer_status AS "answerStatus", answer_body AS "answerBody",
  (SELECT provider_ref FROM payments WHERE payments.id = payment_id) AS "paymentRef",
  (SELECT currency FROM payments WHERE payments.id = payment_id) AS currency`;

/** $1 payment. */
export const REFUNDS_OF = sql(`SELECT ${COLUMNS} FROM refunds WHERE payment_id = $1`);

/** $1 refund. */
export const FIND_REFUND = sql(`SELECT ${COLUMNS} FROM refunds WHERE id = $1`);

/** $1 member of staff, $2 idempotency key. */
export const FIND_REQUEST = sql(`SELECT ${COLUMNS} FROM refunds WHERE requested_by = $1 AND idempotency_key = $2`);

/** $1 payment. Until the transaction ends nobody else begins a refund of it. */
export const LOCK_PAYMENT = sql(`SELECT id, amount, currency, status FROM payments WHERE id = $1 FOR UPDATE`);

/**
 * $1 refund, $2 payment, $3 amount, $4 reason, $5 member of staff, $6 idempotency key, $7 hash of the request.
 * No row: the key was used for another payment at the same time.
 */
export const BEGIN_REFUND = sql(`
  INSERT INTO refunds (id, payment_id, amount, reason, status, requested_by, idempotency_key, request_hash)
  VALUES ($1, $2, $3, $4, 'SUBMITTED', $5, $6, $7)
  ON CONFLICT (requested_by, idempotency_key) DO NOTHING RETURNING ${COLUMNS}`);

/** $1 refund, $2 the provider's id, $3 id of a ledger transaction. Does nothing when it is done already. */
export const COMPLETE_REFUND = sql(`
  WITH completed AS (
    UPDATE refunds SET status = 'SUCCEEDED', provider_ref = $2, updated_at = now()
    WHERE id = $1 AND status = 'SUBMITTED' RETURNING id, payment_id, amount),
  repaid AS (
    UPDATE payments SET refunded = refunded + completed.amount, updated_at = now()
    FROM completed WHERE payments.id = completed.payment_id
    RETURNING completed.id, completed.amount, currency),
  ${booking('refund', 'repaid', '$3')}
  SELECT id FROM repaid`);

/** $1 refund. */
export const FAIL_REFUND = sql(`
  UPDATE refunds SET status = 'FAILED', updated_at = now() WHERE id = $1 AND status = 'SUBMITTED'`);

/** $1 refund, $2 status, $3 body. The first answer stays, and is returned. */
export const ANSWER_REFUND = sql(`
  UPDATE refunds SET answer_status = coalesce(answer_status, $2), answer_body = coalesce(answer_body, $3)
  WHERE id = $1 RETURNING answer_status AS status, answer_body AS body`);

/** Takes refunds that nobody finishes, the oldest first. $1 how many at most, $2 seconds for which nobody else takes them. */
export const TAKE_REFUNDS = sql(`
  UPDATE refunds SET asked_at = now() WHERE id IN (
    SELECT id FROM refunds
    WHERE status = 'SUBMITTED' AND coalesce(asked_at, created_at) < now() - $2 * interval '1 second'
    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING ${COLUMNS}`);

/**
 * Takes refunds that Order has not heard of, the oldest first. $1 how many at most, $2 seconds for which nobody else takes them.
 * Waits for locked rows: one that has just succeeded is still being answered, and skipped it would wait for the next look.
 */
export const TAKE_UNTOLD = sql(`
  WITH due AS (
    SELECT id FROM refunds
    WHERE status = 'SUCCEEDED' AND told_at IS NULL
      AND (telling_at IS NULL OR telling_at < now() - $2 * interval '1 second')
    ORDER BY created_at LIMIT $1 FOR UPDATE)
  UPDATE refunds SET telling_at = now() FROM due, payments
  WHERE refunds.id = due.id AND payments.id = refunds.payment_id
  RETURNING refunds.id, order_id AS "orderId", refunds.amount, currency`);

/** $1 refunds. */
export const MARK_TOLD = sql(`UPDATE refunds SET told_at = now() WHERE id = ANY ($1) AND told_at IS NULL`);
