import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What may go wrong, and how likely it is each time it can. */
const ODDS = {
  request_lost: 0.05,
  reply_lost: 0.05,
  message_twice: 0.06,
  commit_twice: 0.3,
  message_late: 0.05,
  partition: 0.015,
  partition_at_commit: 0.2,
  crash: 0.02,
  stop: 0.015,
  connection_cut: 0.01,
  provider_slow: 0.06,
  provider_error: 0.06,
  provider_silent: 0.06,
  provider_pending: 0.1,
  refund_refused: 0.05,
  webhook_lost: 0.3,
  webhook_twice: 0.3,
} as const;
export type Fault = keyof typeof ODDS;

/** Faults stop at this age of the shop, so that everything can come to rest. */
const CALM_AFTER_MS = 150_000;

/** Decides what goes wrong. Each run has its own mix: some kinds never happen in it, some often. */
export class Faults {
  readonly counts: Partial<Record<Fault, number>> = {};
  /** When the last fault was over. */
  lastMs: number;
  readonly #odds = {} as Record<Fault, number>;

  constructor(
    private readonly random: Random,
    private readonly time: VirtualTime,
  ) {
    const intensity = random.pick([0, 0.5, 1, 1, 2]);
    for (const [fault, odds] of Object.entries(ODDS)) {
      this.#odds[fault as Fault] = odds * intensity * random.pick([0, 1, 1, 3]);
    }
    this.lastMs = time.now;
  }

  get isCalm(): boolean {
    return this.time.now - this.time.start > CALM_AFTER_MS;
  }

  happens(fault: Fault): boolean {
    if (this.isCalm || !this.random.chance(this.#odds[fault])) return false;
    this.counts[fault] = (this.counts[fault] ?? 0) + 1;
    this.lastMs = Math.max(this.lastMs, this.time.now);
    return true;
  }

  /** A duration of a fault, during which the fault is not over. */
  lasting(leastMs: number, mostMs: number): number {
    const ms = this.random.between(leastMs, mostMs);
    this.lastMs = Math.max(this.lastMs, this.time.now + ms);
    return ms;
  }
}
