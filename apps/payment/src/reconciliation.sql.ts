import { sql } from '@shopmesh/database';

/** `captured` and `repaid` are what the ledger says, in minor units. */
const BOOKS = `
  SELECT id, amount, currency, status, refunded, provider_ref AS "providerRef", updated_at AS "updatedAt",
    (SELECT coalesce(sum(ledger_entries.amount), 0)::bigint FROM ledger_transactions JOIN ledger_entries
       ON transaction_id = ledger_transactions.id AND account = 'provider_receivable'
     WHERE kind = 'capture' AND source_id = payments.id) AS captured,
    (SELECT coalesce(-sum(ledger_entries.amount), 0)::bigint FROM refunds
       JOIN ledger_transactions ON kind = 'refund' AND source_id = refunds.id
       JOIN ledger_entries ON transaction_id = ledger_transactions.id AND account = 'provider_receivable'
     WHERE refunds.payment_id = payments.id) AS repaid
  FROM payments`;

/** Payments that changed in a period, in pages by id. $1 provider, $2 from, $3 until, $4 id of the last, $5 how many. */
export const CHANGED = sql(`
  ${BOOKS} WHERE provider = $1 AND updated_at >= $2 AND updated_at < $3 AND id > $4 ORDER BY id LIMIT $5`);

/** $1 payments. */
export const BOOKS_OF = sql(`${BOOKS} WHERE id = ANY ($1)`);

/**
 * Takes today's comparison on for this replica. $1 hour (UTC) from which it is due. No row: not due, made, or being made; one
 * that was begun an hour ago and not finished has died.
 */
export const TAKE_DAY = sql(`
  INSERT INTO reconciliations (day) SELECT (now() AT TIME ZONE 'UTC')::date
  WHERE extract(hour FROM now() AT TIME ZONE 'UTC') >= $1
  ON CONFLICT (day) DO UPDATE SET started_at = now()
  WHERE reconciliations.finished_at IS NULL AND reconciliations.started_at < now() - interval '1 hour'
  RETURNING day::text`);

/** $1 day, $2 payments that were compared, $3 differences. */
export const FINISH_DAY = sql(`
  UPDATE reconciliations SET finished_at = now(), compared = $2, differences = $3 WHERE day = $1::date`);
