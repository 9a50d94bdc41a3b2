import { AT_REST, ALWAYS, type Invariant } from './invariants.ts';
import { letPeopleIn } from './people.ts';
import { Shop } from './shop.ts';
import { Sweepers } from './sweeps.ts';

/** Takes a safeguard away, before the shop opens. Returns how to put it back, if that takes anything. */
export type Mutation = (shop: Shop) => void | (() => void);

export type Run = { seed: number; events: number; shop: Shop; violation?: string };

/** More than this is no rest at all. */
const MOST_EVENTS = 5000;
const MOST_SKEW_MS = 3000;

/** Runs a shop whose every chance comes from a seed, until nothing happens any more. */
export async function run(seed: number, mutate?: Mutation, isTold = false): Promise<Run> {
  const shop = new Shop(seed, isTold);
  const sweepers = new Sweepers(shop);
  const restore = mutate?.(shop);
  let violation: string | undefined;
  const look = () => {
    if (!shop.hasChanged) return true;
    shop.hasChanged = false;
    sweepers.plan();
    violation = broken(ALWAYS, shop);
    return violation === undefined;
  };
  shop.time.install(shop.random, shop.random.between(-MOST_SKEW_MS, MOST_SKEW_MS));
  let events: number;
  try {
    shop.open();
    letPeopleIn(shop);
    events = await shop.time.run(look, MOST_EVENTS);
  } finally {
    shop.time.uninstall();
    restore?.();
  }
  violation ??= events === MOST_EVENTS ? 'it does not come to rest' : broken(AT_REST, shop);
  return violation === undefined ? { seed, events, shop } : { seed, events, shop, violation };
}

/** @returns the schedule of a seed, one event per line, and how to run it again */
export async function report({ seed, violation }: Run, mutate?: Mutation): Promise<string> {
  const { shop } = await run(seed, mutate, true);
  const again = `SIMULATION_SEED=${seed} npm test -- e2e/simulation`;
  return [`seed ${seed}: ${violation}`, ...shop.schedule, `seed ${seed}: ${violation}`, `again: ${again}`].join('\n');
}

function broken(invariants: readonly Invariant[], shop: Shop): string | undefined {
  for (const { name, violations } of invariants) {
    for (const violation of violations(shop)) return `${name}: ${violation}`;
  }
  return undefined;
}
