import { sql } from '@shopmesh/database';
import { booking } from './ledger.sql.ts';

const COLUMNS = `id, order_id AS "orderId", user_id AS "userId", amount, currency, status, decline_code AS "declineCode",
  provider_ref AS "providerRef", refunded, created_at AS "createdAt"`;

const INSERT = `INSERT INTO payments (id, order_id, user_id, amount, currency, provider, status)`;

/** $1 payment, $2 order, $3 user, $4 amount, $5 currency, $6 provider. No row: the id is known, or another payment is live. */
export const SUBMIT = sql(`
  ${INSERT} VALUES ($1, $2, $3, $4, $5, $6, 'SUBMITTED') ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`);

/** As {@link SUBMIT}, for a payment that is never to take money: a Pay that comes late finds it. No row: the id is known. */
export const BURY = sql(`
  ${INSERT} VALUES ($1, $2, $3, $4, $5, $6, 'CANCELLED') ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`);

/**
 * $1 payment, $2 status it is in, $3 status it goes to, $4 decline code, $5 the provider's id, $6 id of a ledger
 * transaction. No row: it is not in that status any more.
 */
export const SETTLE = sql(`
  WITH settled AS (
    UPDATE payments SET status = $3, decline_code = $4, provider_ref = $5, updated_at = now()
    WHERE id = $1 AND status = $2 RETURNING *),
  captured AS (SELECT id, amount, currency FROM settled WHERE status = 'CAPTURED'),
  ${booking('capture', 'captured', '$6')}
  SELECT ${COLUMNS} FROM settled`);

/** $1 payment, $2 id of a ledger transaction. The provider took money for a payment that had ended without. */
export const BOOK_STRAY_CAPTURE = sql(`
  WITH stray AS (SELECT id, amount, currency FROM payments WHERE id = $1 AND status IN ('DECLINED', 'CANCELLED')),
  ${booking('capture', 'stray', '$2')}
  SELECT id FROM booked`);

/** $1 payment. */
export const FIND = sql(`SELECT ${COLUMNS} FROM payments WHERE id = $1`);

/** $1 orders. */
export const LIST = sql(`SELECT ${COLUMNS} FROM payments WHERE order_id = ANY ($1) ORDER BY order_id, created_at, id`);

/**
 * Takes payments of unknown outcome, the oldest first. $1 how many at most, $2 their least age in ms, $3 seconds for which
 * nobody else takes them.
 */
export const TAKE_SUBMITTED = sql(`
  UPDATE payments SET asked_at = now() WHERE id IN (
    SELECT id FROM payments
    WHERE status = 'SUBMITTED' AND created_at < now() - $2 * interval '1 millisecond'
      AND (asked_at IS NULL OR asked_at < now() - $3 * interval '1 second')
    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING ${COLUMNS}`);
