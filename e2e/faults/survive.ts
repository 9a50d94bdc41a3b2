import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { allHold, lookUntilAllHold } from '../../deploy/local/check/look.ts';
import { named } from '../../deploy/local/check/report.ts';
import type { FaultyShop } from './faulty-shop.ts';
import { Load } from './load.ts';
import { RESULTS_VARIABLE, type Result } from './results.ts';
import { untruths } from './truth.ts';

const RECOVER_SECONDS = 60;
const LOAD_SIZE = 24;
/** Long enough for orders to be at every step. */
const UNDER_WAY_MS = 700;

/**
 * Puts a small load on the shop, lets the fault happen, and waits until no order is going any more.
 * @param fault resolves when it is over
 * @returns the load, to be asked what customers were told
 * @throws Error that names what did not survive: an order without an outcome, a broken invariant, an answer that is not true
 */
export async function survive(shop: FaultyShop, name: string, fault: () => Promise<void>): Promise<Load> {
  const load = await Load.of(shop, LOAD_SIZE);
  const buying = load.run();
  await sleep(UNDER_WAY_MS);
  await fault();
  const overMs = Date.now();
  await buying;
  const complaints = await settled(shop, overMs + RECOVER_SECONDS * 1000);
  const recoverySeconds = (Date.now() - overMs) / 1000;
  const { tally, lies } = await untruths(shop, load);
  complaints.push(...lies);
  record({ fault: name, ...tally, recoverySeconds, complaints });
  if (complaints.length) throw new Error(`${name}:\n${complaints.join('\n')}`);
  return load;
}

/** Waits until every order has its outcome and every invariant holds. @returns what did not come true in time */
export async function settled(shop: FaultyShop, endMs: number): Promise<string[]> {
  const left = () => Math.max(0, (endMs - Date.now()) / 1000);
  for (;;) {
    const going = await unfinished(shop);
    if (going.length === 0) break;
    if (left() === 0) return going;
    await sleep(200);
  }
  const evidence = shop.evidence();
  try {
    const verdicts = await lookUntilAllHold(evidence, left());
    if (allHold(verdicts)) return [];
    return verdicts
      .filter(({ offenders }) => offenders.length)
      .map(({ invariant, offenders }) => `${invariant.number} ${invariant.sentence}: ${named(offenders)}`);
  } finally {
    await evidence.close();
  }
}

async function unfinished(shop: FaultyShop): Promise<string[]> {
  const going = `SELECT id, status, step, tries FROM orders WHERE step <> 'DONE'`;
  try {
    const rows = await shop.query<{ id: string; status: string; step: string; tries: number }>('order', going);
    return rows.map(({ id, status, step, tries }) => `${id} is still ${status}, at ${step}, after ${tries} tries`);
  } catch (error) {
    return [`the database of orders: ${(error as Error).message}`];
  }
}

/** Shows a cell as soon as it is known, and keeps it for the table if one is being made. */
export function record(result: Result): void {
  const { fault, recoverySeconds, complaints } = result;
  process.stderr.write(
    `${complaints.length ? 'NOT SURVIVED' : 'survived'} in ${recoverySeconds.toFixed(1)} s: ${fault}\n`,
  );
  const file = process.env[RESULTS_VARIABLE];
  if (file) appendFileSync(file, `${JSON.stringify(result)}\n`);
}
