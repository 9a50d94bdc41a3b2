import type { FaultyShop } from './faulty-shop.ts';
import type { Heard, Load } from './load.ts';

type Row = { id: string; key: string; status: string; reason: string | null };

const ORDERS = `SELECT id, idempotency_key AS key, status, cancel_reason AS reason FROM orders WHERE idempotency_key = ANY ($1)`;

const REFUNDS = `SELECT id FROM refunds WHERE id = ANY ($1) AND status <> 'FAILED'`;

export type Tally = { placed: number; confirmed: number; cancelled: number };

/** Compares what customers were told with what the database has. @returns a line for everything that is not so */
export async function untruths(shop: FaultyShop, load: Load): Promise<{ tally: Tally; lies: string[] }> {
  const rows = await shop.query<Row>('order', ORDERS, [load.heard.map(({ wish }) => wish.key)]);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const lies = load.heard.map((heard) => lieOf(heard, byKey.get(heard.wish.key)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = load.cancelled.map((id) =>
    byId.get(id)?.status === 'CANCELLED' ? undefined : `${id} was cancelled and is ${byId.get(id)?.status ?? 'gone'}`,
  );
  const refunds = await shop.query<{ id: string }>('payment', REFUNDS, [load.refunded]);
  const given = new Set(refunds.map(({ id }) => id));
  const withheld = load.refunded
    .filter((id) => !given.has(id))
    .map((id) => `refund ${id} was promised and is not there`);
  const replays = await Promise.all(load.heard.map((heard) => changedOnReplay(load, heard)));
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  return {
    tally: { placed: rows.length, confirmed: count('CONFIRMED'), cancelled: count('CANCELLED') },
    lies: [...lies, ...kept, ...withheld, ...replays].filter((lie) => lie !== undefined),
  };
}

function lieOf({ wish, answer }: Heard, row: Row | undefined): string | undefined {
  if (!answer) return undefined;
  if (!row) return `key ${wish.key} was answered with ${answer.status}, and there is no order`;
  const isSo: Record<number, boolean> = {
    201: row.status === 'CONFIRMED',
    202: ['CONFIRMED', 'CANCELLED'].includes(row.status),
    402: row.status === 'CANCELLED' && row.reason === 'payment_declined',
    409: row.status === 'CANCELLED',
  };
  return isSo[answer.status] ? undefined : `${row.id} was answered with ${answer.status} and is ${row.status}`;
}

/** The first answer to a key is its answer for ever, byte for byte. */
async function changedOnReplay(load: Load, { wish, answer }: Heard): Promise<string | undefined> {
  const again = await load.ask(wish);
  if (!again) return `key ${wish.key} has no answer, though all is well again`;
  if (!answer || (again.status === answer.status && again.text === answer.text)) return undefined;
  return `key ${wish.key} was answered with ${answer.status}, and then with ${again.status}`;
}
