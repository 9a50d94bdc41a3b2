import { describe, expect, it } from '@jest/globals';
import { silenceLogs } from './quiet.ts';

silenceLogs();
const { HARMLESS, MUTATIONS } = await import('./mutations.ts');
const { run } = await import('./simulation.ts');

/** A safeguard whose absence is not noticed within so many schedules is not simulated. */
const MOST_SEEDS = 5000;
const HARMLESS_SEEDS = 1000;
const TIMEOUT_MS = 120_000;

describe('the simulation notices when', () => {
  it.each(Object.entries(MUTATIONS))(
    '%s',
    async (name, mutate) => {
      const caught = await firstViolation(MOST_SEEDS, mutate);
      if (process.env['SIMULATION_COVERAGE']) console.log(`${name}: seed ${caught?.seed}, ${caught?.violation}`);
      expect(caught).toBeDefined();
    },
    TIMEOUT_MS,
  );
});

describe('the shop keeps its invariants even when', () => {
  it.each(Object.entries(HARMLESS))(
    '%s',
    async (_, mutate) => expect(await firstViolation(HARMLESS_SEEDS, mutate)).toBeUndefined(),
    TIMEOUT_MS,
  );
});

async function firstViolation(seeds: number, mutate: (typeof MUTATIONS)[string]) {
  for (let seed = 1; seed <= seeds; seed++) {
    const { violation } = await run(seed, mutate);
    if (violation) return { seed, violation };
  }
  return undefined;
}
