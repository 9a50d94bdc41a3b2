import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What everything in the simulated shop lives in. */
export type Surroundings = {
  readonly random: Random;
  readonly time: VirtualTime;
  readonly faults: Faults;
  /** Adds a line to the schedule, if anybody will read it. */
  note(line: () => string): void;
  /** Counts something that was seen to happen. */
  count(what: string): void;
  kill(process: SimulatedProcess): void;
};
