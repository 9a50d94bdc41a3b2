import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Say } from './target.ts';

/** More of each product than any measurement sells. */
const PLENTY = 1_000_000;

/** A large catalogue takes minutes, and the seed tells of each few seconds. */
const SAY_MS = 15_000;

const RAISE_STOCK = `
  WITH raised AS (
    UPDATE stock SET on_hand = reserved + ${PLENTY} WHERE on_hand - reserved < ${PLENTY / 2}
    RETURNING sku, new.on_hand - old.on_hand AS added)
  INSERT INTO stock_adjustments (id, sku, quantity) SELECT gen_random_uuid(), sku, added FROM raised`;

/** Grows the catalogue by Product's own seed. @throws Error with what that printed */
export async function growCatalogue(
  root: string,
  databaseUrl: string,
  products: number,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const seed = spawn(process.execPath, [join(root, 'apps/product/dist/seed.js'), '--products', String(products)], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let saidAt = 0;
  createInterface(seed.stdout).on('line', (line) => {
    if (Date.now() - saidAt < SAY_MS) return;
    saidAt = Date.now();
    say(line);
  });
  let complaint = '';
  seed.stderr.on('data', (text) => (complaint += text));
  const failure = await new Promise((done) => seed.on('error', (error) => done(error.message)).on('close', done));
  signal.throwIfAborted();
  if (failure !== 0) throw new Error(`growing the catalogue failed (${String(failure)}): ${complaint}`);
}

/** Fills the shelves, and leaves nothing for autovacuum to do while we measure. */
export async function raiseStock(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A connection that breaks fails its query, too; the event alone would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(RAISE_STOCK);
    await client.query('VACUUM (ANALYZE) products, stock, stock_adjustments');
  } finally {
    await client.end();
  }
}
