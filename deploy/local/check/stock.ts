import { acrossOrders, within, type Invariant } from './invariant.ts';

const SUM_OF = (state: 'HELD' | 'COMMITTED') => `
  SELECT sku, sum(quantity) AS quantity FROM reservation_lines JOIN reservations USING (order_id)
  WHERE state = '${state}' GROUP BY sku`;

export const STOCK: readonly Invariant[] = [
  within(
    'product',
    1,
    '0 <= reserved <= on hand',
    `SELECT sku AS id, NOT (0 <= reserved AND reserved <= on_hand) AS bad FROM stock`,
  ),
  within(
    'product',
    2,
    'on hand is what was counted minus what was sold',
    `SELECT sku AS id, on_hand <> coalesce(counted.quantity, 0) - coalesce(sold.quantity, 0) AS bad FROM stock
     LEFT JOIN (SELECT sku, sum(quantity) AS quantity FROM stock_adjustments GROUP BY sku) AS counted USING (sku)
     LEFT JOIN (${SUM_OF('COMMITTED')}) AS sold USING (sku)`,
  ),
  within(
    'product',
    3,
    'reserved is the sum of what is held',
    `SELECT sku AS id, reserved <> coalesce(held.quantity, 0) AS bad FROM stock LEFT JOIN (${SUM_OF('HELD')}) AS held USING (sku)`,
  ),
  // A reservation that is younger than a look takes may belong to an order that was placed after orders were read.
  acrossOrders(
    'product',
    4,
    'an order is confirmed when, and only when, its stock is sold, line by line',
    `SELECT coalesce(o.id, r.order_id) AS id,
       coalesce(o.status IN ('CONFIRMED', 'SHIPPED', 'DELIVERED'), false) <> coalesce(r.state = 'COMMITTED', false)
       OR r.state = 'COMMITTED' AND o.lines IS DISTINCT FROM r.lines AS bad
     FROM o FULL JOIN (
       SELECT order_id, state, created_at, string_agg(sku || ' ' || quantity, ',' ORDER BY sku) AS lines
       FROM reservations LEFT JOIN reservation_lines USING (order_id) GROUP BY order_id) AS r ON r.order_id = o.id
     WHERE o.step = 'DONE' OR o.id IS NULL AND r.created_at < now() - interval '10 seconds'`,
  ),
  acrossOrders(
    'product',
    5,
    'a cancelled order has no stock, neither held nor sold',
    `SELECT o.id, coalesce(r.state IN ('HELD', 'COMMITTED'), false) AS bad FROM o LEFT JOIN reservations r ON r.order_id = o.id
     WHERE o.status = 'CANCELLED'`,
  ),
  within(
    'product',
    6,
    'nothing is held for more than a minute past its time',
    `SELECT order_id AS id, expires_at < now() - interval '60 seconds' AS bad FROM reservations WHERE state = 'HELD'`,
  ),
];
