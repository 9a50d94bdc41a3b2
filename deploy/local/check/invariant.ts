import type { DatabaseOf, Evidence } from './evidence.ts';

/** Something that is true of a shop at rest, whatever happened to it before. */
export interface Invariant {
  /** Its name in reports; numbers that are missing cannot be seen in what a shop leaves behind. */
  number: number;
  sentence: string;
  find(evidence: Evidence): Promise<Finding>;
}

export interface Finding {
  /** How many were looked at. */
  rows: number;
  /** Ids of those for which it does not hold. */
  offenders: readonly string[];
}

/**
 * An invariant of one database.
 * @param select columns `id` and `bad`, a row for each thing that was looked at; a `bad` of null is bad too
 */
export function within(app: DatabaseOf, number: number, sentence: string, select: string): Invariant {
  return { number, sentence, find: (evidence) => look(evidence, app, select) };
}

/**
 * An order as {@link acrossOrders} has it; `lines` are its SKUs and quantities in one text, `refunds` the ids, amounts and
 * currencies of the refunds that it tells of.
 */
const ORDERS = `
  SELECT o.id, o.status, o.step, o.total, o.currency,
    (SELECT string_agg(sku || ' ' || quantity, ',' ORDER BY sku)
     FROM (SELECT sku, sum(quantity) AS quantity FROM order_items WHERE order_id = o.id GROUP BY sku) AS line) AS lines,
    (SELECT string_agg(concat_ws(' ', data ->> 'refundId', data ->> 'amount', data ->> 'currency'), ',' ORDER BY data ->> 'refundId')
     FROM order_events WHERE order_id = o.id AND type = 'refunded') AS refunds
  FROM orders o`;

/**
 * An invariant between Order's database and another. Orders are read first: what an order has come to in the end, its
 * neighbours had come to before.
 * @param select as for {@link within}, from a table `o` of all orders, too
 */
export function acrossOrders(app: DatabaseOf, number: number, sentence: string, select: string): Invariant {
  return {
    number,
    sentence,
    async find(evidence) {
      const orders = await evidence.query('order', ORDERS);
      return look(evidence, app, `${withRows('o', ORDER_COLUMNS)} ${select}`, orders);
    },
  };
}

const ORDER_COLUMNS = 'id uuid, status text, step text, total bigint, currency text, lines text, refunds text';

/** The beginning of a statement that has the JSON rows of its first parameter as a table. */
export function withRows(name: string, columns: string): string {
  return `WITH ${name} AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1) AS given (${columns}))`;
}

/** @param select as for {@link within}. @param rows given to it as JSON, if it wants some */
export async function look(
  evidence: Evidence,
  app: DatabaseOf,
  select: string,
  rows?: readonly object[],
): Promise<Finding> {
  const text = `
    SELECT count(*)::int AS rows, coalesce(array_agg(id::text ORDER BY id::text) FILTER (WHERE bad IS NOT FALSE), '{}') AS offenders
    FROM (${select}) AS seen`;
  const [finding] = await evidence.query<Finding>(app, text, rows && [JSON.stringify(rows)]);
  return finding!;
}
