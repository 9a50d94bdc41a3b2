import type { Random } from './random.ts';

/** A timer of this or more repeats for ever: it does not keep a run from ending. */
export const REPEATING_MS = 20_000;

type Entry = { at: number; turn: number; work: () => void; isRepeating: boolean };

/** 2026-01-01. Each run begins a year later than the one before, since ids that sort by time never go back. */
let startMs = Date.UTC(2026);
const YEAR_MS = 366 * 86_400_000;

const real = {
  Date,
  setTimeout,
  clearTimeout,
  setImmediate,
  random: Math.random,
  stackTraceLimit: Error.stackTraceLimit,
};

/** A clock that jumps from event to event, and the `Date`, `setTimeout` and `Math.random` of the code that runs by it. */
export class VirtualTime {
  readonly start = (startMs += YEAR_MS);
  now = this.start;
  #turn = 0;
  /** Entries that do not repeat. */
  #pending = 0;
  /** The latest first. */
  readonly #entries: Entry[] = [];

  after(ms: number, work: () => void, isRepeating = false): Entry {
    const entry = { at: this.now + ms, turn: this.#turn++, work, isRepeating };
    if (!isRepeating) this.#pending++;
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.at > entry.at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, entry);
    return entry;
  }

  cancel(entry: Entry | undefined): void {
    const index = entry ? this.#entries.indexOf(entry) : -1;
    if (index < 0) return;
    this.#entries.splice(index, 1);
    if (!entry!.isRepeating) this.#pending--;
  }

  /**
   * Runs events until there are none, calling `look` after each has had its whole effect.
   * @returns how many; `most` if there is no end to them
   */
  async run(look: () => boolean, most: number): Promise<number> {
    let events = 0;
    while (this.#pending > 0 && events < most) {
      const entry = this.#entries.pop()!;
      if (!entry.isRepeating) this.#pending--;
      this.now = entry.at;
      entry.work();
      // Whatever the event woke runs now: promises are settled before the next immediate.
      await new Promise((resolve) => real.setImmediate(resolve));
      events++;
      if (!look()) break;
    }
    return events;
  }

  /** Lets all code live by this time. @param skewMs how much the clocks of processes are ahead of the database's */
  install(random: Random, skewMs: number): void {
    const now = () => this.now + skewMs;
    const VirtualDate = class extends real.Date {
      constructor(...args: [] | [string | number | Date]) {
        super(...((args.length ? args : [now()]) as [number]));
      }
      static override now = now;
    };
    const setTimeout = (work: () => void, ms = 0) => this.after(ms, work, ms >= REPEATING_MS);
    const clearTimeout = (entry: Entry | undefined) => this.cancel(entry);
    Object.assign(globalThis, { Date: VirtualDate, setTimeout, clearTimeout });
    Math.random = () => random.next();
    // Refusals are answers here, thousands of them: nobody reads where they were thrown.
    Error.stackTraceLimit = 0;
  }

  uninstall(): void {
    const { random, stackTraceLimit, ...globals } = real;
    Object.assign(globalThis, globals);
    Math.random = random;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
