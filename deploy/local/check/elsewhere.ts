/** An invariant that cannot be seen in what a shop leaves behind, because it is about what happens over time. */
export interface Elsewhere {
  number: number;
  sentence: string;
  /** Files that test it. */
  tests: readonly string[];
  /** What they leave open. */
  open?: string;
}

/** Where the numbers are tested that `npm run check` does not have. */
export const ELSEWHERE: readonly Elsewhere[] = [
  {
    number: 16,
    sentence: 'the same request many times at once has one effect',
    tests: ['e2e/src/checkout.e2e.ts', 'e2e/faults/contention.faults.ts'],
  },
  {
    number: 18,
    sentence: 'a repeat after a crash gets the first answer',
    tests: ['e2e/faults/truth.ts'],
  },
  {
    number: 20,
    sentence: 'what was answered outlives kill -9 of everything, Postgres included',
    tests: ['e2e/src/faults.e2e.ts', 'e2e/faults/kills.faults.ts'],
  },
  {
    number: 24,
    sentence: 'replicas that are restarted one after the other under load answer nobody with an error',
    tests: ['e2e/faults/replicas.faults.ts'],
  },
  {
    number: 25,
    sentence: 'whoever comes in excess is told when to come again',
    tests: ['apps/local-gateway/src/gateway.test.ts', 'apps/user/src/auth/auth.test.ts'],
    open: 'how fast the whole shop recovers',
  },
];
