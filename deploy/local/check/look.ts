import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from './evidence.ts';
import type { Finding, Invariant } from './invariant.ts';
import { MONEY } from './money.ts';
import { ORDERS } from './orders.ts';
import { SECRETS } from './secrets.ts';
import { STOCK } from './stock.ts';

export const INVARIANTS: readonly Invariant[] = [...STOCK, ...MONEY, ...ORDERS, SECRETS].toSorted(
  (one, other) => one.number - other.number,
);

export interface Verdict extends Finding {
  invariant: Invariant;
}

const AGAIN_MS = 1000;

/** Looks once. */
export async function look(evidence: Evidence, invariants: readonly Invariant[] = INVARIANTS): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const invariant of invariants) verdicts.push({ invariant, ...(await invariant.find(evidence)) });
  return verdicts;
}

/**
 * Looks until everything holds, or time is up. A shop that is at work is between two states somewhere at any moment: so
 * only those count that offended each time.
 */
export async function lookUntilAllHold(evidence: Evidence, withinSeconds: number): Promise<Verdict[]> {
  const endMs = Date.now() + withinSeconds * 1000;
  let verdicts = await look(evidence);
  while (!allHold(verdicts) && Date.now() < endMs) {
    await sleep(AGAIN_MS);
    const doubtful = verdicts.filter(({ offenders }) => offenders.length).map(({ invariant }) => invariant);
    const again = new Map((await look(evidence, doubtful)).map((verdict) => [verdict.invariant, verdict]));
    verdicts = verdicts.map((before) => still(before, again.get(before.invariant)));
  }
  return verdicts;
}

export function allHold(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ offenders }) => offenders.length === 0);
}

function still(before: Verdict, now: Verdict | undefined): Verdict {
  if (!now) return before;
  const known = new Set(before.offenders);
  return { ...now, offenders: now.offenders.filter((id) => known.has(id)) };
}
