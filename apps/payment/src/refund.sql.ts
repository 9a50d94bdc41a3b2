import { sql } from '@shopmesh/database';
import { booking } from './ledger.sql.ts';

const COLUMNS = `id, payment_id AS "paymentId", amount, status`;

/** $1 payment. */
export const REFUNDS_OF = sql(`SELECT ${COLUMNS} FROM refunds WHERE payment_id = $1`);

/** $1 refund, $2 payment, $3 amount, $4 reason. No row: another one took the id first. */
export const BEGIN_REFUND = sql(`
  INSERT INTO refunds (id, payment_id, amount, reason, status) VALUES ($1, $2, $3, $4, 'SUBMITTED')
  ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`);

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
