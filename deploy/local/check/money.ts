import type { Evidence } from './evidence.ts';
import { acrossOrders, look, withRows, within, type Finding, type Invariant } from './invariant.ts';

/** Minor units that the ledger says the provider holds for each payment: captures minus refunds. */
const KEPT = `
  SELECT coalesce(r.payment_id, t.source_id) AS payment_id, sum(e.amount) AS amount
  FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id AND e.account = 'provider_receivable'
  LEFT JOIN refunds r ON r.id = t.source_id GROUP BY 1`;

const IS_BALANCED = `
  SELECT bool_and(total = 0) FROM (
    SELECT sum(amount) AS total FROM ledger_entries WHERE transaction_id = t.id GROUP BY currency) AS per_currency`;

const BOOKED = (kind: 'capture' | 'refund', source: string) => `
  SELECT FROM ledger_transactions t JOIN ledger_entries e ON e.transaction_id = t.id
  WHERE t.kind = '${kind}' AND t.source_id = ${source}.id AND e.amount = ${source}.amount`;

const LEDGER = `
  SELECT t.id::text AS id, NOT coalesce((${IS_BALANCED}), false) AS bad FROM ledger_transactions t
  UNION ALL SELECT p.id::text, NOT EXISTS (${BOOKED('capture', 'p')}) FROM payments p WHERE status = 'CAPTURED'
  UNION ALL SELECT r.id::text, NOT EXISTS (${BOOKED('refund', 'r')}) FROM refunds r WHERE status = 'SUCCEEDED'
  UNION ALL SELECT name || ' may be changed', NOT EXISTS (
      SELECT FROM pg_trigger WHERE tgrelid = name::regclass AND tgname = name || '_only_grow' AND tgenabled <> 'D')
    FROM (VALUES ('ledger_transactions'), ('ledger_entries')) AS only_growing (name)`;

/** What the provider did to each payment, beside what we believe. Money counts, not who ended the payment first. */
const PROVIDER = `
  ${withRows('effect', 'type text, reference text, amount bigint, currency text, status text')},
  done AS (
    SELECT reference, count(*) FILTER (WHERE type = 'charge') AS charges,
      coalesce(sum(amount) FILTER (WHERE type = 'charge' AND status = 'succeeded'), 0) AS charged,
      coalesce(sum(amount) FILTER (WHERE type = 'refund'), 0) AS refunded,
      max(currency) FILTER (WHERE type = 'charge') AS currency
    FROM effect WHERE type IN ('charge', 'cancel', 'refund') GROUP BY reference),
  ours AS (SELECT * FROM payments WHERE provider = 'simulated')
  SELECT coalesce(ours.id::text, reference) AS id,
    ours.id IS NULL OR coalesce(charges, 0) > 1 OR coalesce(done.currency <> ours.currency, false)
    OR coalesce(done.refunded, 0) <> ours.refunded
    OR CASE ours.status
      WHEN 'CAPTURED' THEN charged IS DISTINCT FROM ours.amount
      WHEN 'DECLINED' THEN charges IS DISTINCT FROM 1 OR charged <> done.refunded
      WHEN 'CANCELLED' THEN coalesce(charged <> done.refunded, false)
      ELSE false END AS bad
  FROM ours FULL JOIN done ON reference = ours.id::text`;

async function compareWithProvider(evidence: Evidence): Promise<Finding> {
  return look(evidence, 'payment', PROVIDER, evidence.providerLog());
}

export const MONEY: readonly Invariant[] = [
  acrossOrders(
    'payment',
    7,
    'a confirmed order has one captured payment of its amount and currency',
    `SELECT o.id, count(p.id) <> 1 OR bool_or(p.amount <> o.total OR p.currency <> o.currency) AS bad
     FROM o LEFT JOIN payments p ON p.order_id = o.id AND p.status = 'CAPTURED'
     WHERE o.status IN ('CONFIRMED', 'SHIPPED', 'DELIVERED') GROUP BY o.id`,
  ),
  acrossOrders(
    'payment',
    8,
    'a cancelled order keeps no money',
    `SELECT o.id, coalesce(bool_or(p.status = 'SUBMITTED' OR p.status = 'CAPTURED' AND p.refunded <> p.amount), false)
       OR coalesce(sum(kept.amount), 0) <> 0 AS bad
     FROM o LEFT JOIN payments p ON p.order_id = o.id LEFT JOIN (${KEPT}) AS kept ON kept.payment_id = p.id
     WHERE o.status = 'CANCELLED' GROUP BY o.id`,
  ),
  within(
    'payment',
    9,
    'no more is refunded than was captured, counting what is on its way',
    `SELECT p.id, refunded > p.amount OR refunded <> coalesce(sum(r.amount) FILTER (WHERE r.status = 'SUCCEEDED'), 0)
       OR coalesce(sum(r.amount) FILTER (WHERE r.status <> 'FAILED'), 0) > p.amount AS bad
     FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id GROUP BY p.id`,
  ),
  { number: 10, sentence: 'the provider did what the payments say', find: compareWithProvider },
  within('payment', 11, 'the ledger balances, is complete and only grows', LEDGER),
  within(
    'payment',
    12,
    'an order has one live payment at most',
    `SELECT order_id AS id, count(*) > 1 AS bad FROM payments WHERE status IN ('SUBMITTED', 'CAPTURED') GROUP BY order_id`,
  ),
  within(
    'payment',
    23,
    'what the provider says unasked is worked off within a minute',
    `SELECT provider || ' ' || event_id AS id, processed_at IS NULL AND received_at < now() - interval '60 seconds' AS bad
     FROM webhook_events`,
  ),
];
