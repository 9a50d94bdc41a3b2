import { sql } from '@shopmesh/database';

/*
 * Each command is one statement, so one transaction and one round trip. Two things keep them from deadlocking:
 * commands on one order queue behind an advisory lock, and stock rows are locked in the order of their SKUs
 * (FOR UPDATE takes its locks above the sort).
 */
const ONE_AT_A_TIME = `turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0)))`;

/** $1 order, $2 SKUs, $3 quantities (merged, one per SKU), $4 seconds to hold. No row: the order has a reservation already. */
export const RESERVE = sql(`
  WITH ${ONE_AT_A_TIME},
  wanted AS MATERIALIZED (SELECT * FROM unnest($2::text[], $3::bigint[]) AS line (sku, quantity)),
  shelf AS MATERIALIZED (
    SELECT stock.sku, quantity, on_hand - reserved >= quantity AS enough
    FROM stock JOIN wanted USING (sku), turn ORDER BY stock.sku FOR UPDATE OF stock),
  missing AS MATERIALIZED (
    SELECT coalesce(array_agg(sku ORDER BY sku), '{}') AS skus
    FROM wanted LEFT JOIN shelf USING (sku) WHERE enough IS NOT TRUE),
  made AS (
    INSERT INTO reservations (order_id, state, missing_skus, expires_at)
    SELECT $1, (CASE WHEN skus = '{}' THEN 'HELD' ELSE 'REJECTED' END)::reservation_state, skus, now() + $4 * interval '1 second' FROM missing
    ON CONFLICT (order_id) DO NOTHING RETURNING order_id, state, missing_skus),
  lines AS (
    INSERT INTO reservation_lines (order_id, sku, quantity)
    SELECT order_id, sku, quantity FROM made, wanted WHERE state = 'HELD'),
  held AS (
    UPDATE stock SET reserved = reserved + quantity FROM shelf, made WHERE stock.sku = shelf.sku AND state = 'HELD')
  SELECT state, missing_skus AS "missingSkus" FROM made`);

/** $1 order. HELD becomes COMMITTED; EXPIRED is taken again if all pieces are still free, else LOST. No row: nothing to do. */
export const COMMIT = sql(`
  WITH ${ONE_AT_A_TIME},
  before AS MATERIALIZED (
    SELECT order_id, state FROM reservations, turn WHERE order_id = $1 AND state IN ('HELD', 'EXPIRED') FOR UPDATE OF reservations),
  shelf AS MATERIALIZED (
    SELECT stock.sku, quantity, state, on_hand - reserved >= quantity AS enough
    FROM stock JOIN reservation_lines USING (sku) JOIN before USING (order_id) ORDER BY stock.sku FOR UPDATE OF stock),
  verdict AS MATERIALIZED (SELECT bool_and(state = 'HELD' OR enough) AS takes FROM shelf),
  done AS (
    UPDATE reservations SET state = (CASE WHEN takes THEN 'COMMITTED' ELSE 'LOST' END)::reservation_state, updated_at = now()
    FROM before, verdict WHERE reservations.order_id = before.order_id RETURNING reservations.state),
  sold AS (
    UPDATE stock SET on_hand = on_hand - quantity, reserved = reserved - CASE WHEN shelf.state = 'HELD' THEN quantity ELSE 0 END
    FROM shelf, verdict WHERE stock.sku = shelf.sku AND takes)
  SELECT state FROM done`);

/** $1 order. Gives back what is held or sold; an unknown order gets a tombstone. No row: the order had none, or an ended one. */
export const RELEASE = sql(`
  WITH ${ONE_AT_A_TIME},
  before AS MATERIALIZED (
    SELECT order_id, state FROM reservations, turn
    WHERE order_id = $1 AND state IN ('HELD', 'COMMITTED', 'EXPIRED') FOR UPDATE OF reservations),
  shelf AS MATERIALIZED (
    SELECT stock.sku, quantity, state FROM stock JOIN reservation_lines USING (sku) JOIN before USING (order_id)
    ORDER BY stock.sku FOR UPDATE OF stock),
  returned AS (
    UPDATE stock SET reserved = reserved - CASE WHEN state = 'HELD' THEN quantity ELSE 0 END,
      on_hand = on_hand + CASE WHEN state = 'COMMITTED' THEN quantity ELSE 0 END
    FROM shelf WHERE stock.sku = shelf.sku),
  done AS (
    UPDATE reservations SET state = 'RELEASED', updated_at = now()
    FROM before WHERE reservations.order_id = before.order_id RETURNING reservations.state),
  tombstone AS (
    INSERT INTO reservations (order_id, state) SELECT $1, 'RELEASED' FROM turn
    ON CONFLICT (order_id) DO NOTHING RETURNING state)
  SELECT state FROM done UNION ALL SELECT state FROM tombstone`);

/** $1 order. Lets a hold end that nobody wants any more. No row: it is not HELD, or not past its time. */
export const EXPIRE = sql(`
  WITH ${ONE_AT_A_TIME},
  before AS MATERIALIZED (
    SELECT order_id FROM reservations, turn WHERE order_id = $1 AND state = 'HELD' AND expires_at < now() FOR UPDATE OF reservations),
  shelf AS MATERIALIZED (
    SELECT stock.sku, quantity FROM stock JOIN reservation_lines USING (sku) JOIN before USING (order_id)
    ORDER BY stock.sku FOR UPDATE OF stock),
  returned AS (UPDATE stock SET reserved = reserved - quantity FROM shelf WHERE stock.sku = shelf.sku),
  done AS (
    UPDATE reservations SET state = 'EXPIRED', updated_at = now()
    FROM before WHERE reservations.order_id = before.order_id RETURNING reservations.state)
  SELECT state FROM done`);

/** Holds past their time, the oldest first. $1 how many at most, $2 seconds after which Order is not asked any more. */
export const OVERDUE = sql(`
  SELECT order_id AS "orderId", expires_at + $2 * interval '1 second' < now() AS "isLong"
  FROM reservations WHERE state = 'HELD' AND expires_at < now() ORDER BY expires_at LIMIT $1`);

/** $1 order. */
export const FIND = sql(`SELECT state, missing_skus AS "missingSkus" FROM reservations WHERE order_id = $1`);
