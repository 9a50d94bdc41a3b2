/** Kong keeps counters in 12 MB of shared memory and drops the oldest when it is full; so does this. */
const MAX_COUNTERS = 100_000;

/** Counts per key and window; a new window starts from zero. */
export class RateCounters {
  private readonly counts = new Map<string, { window: number; count: number }>();

  /** @param window the start of the window, milliseconds since 1970 */
  get(key: string, window: number): number {
    const entry = this.counts.get(key);
    return entry?.window === window ? entry.count : 0;
  }

  increment(key: string, window: number): void {
    const entry = this.counts.get(key);
    if (entry?.window === window) {
      entry.count += 1;
      return;
    }
    // Removed first, so that the order of the map is the order of the last windows begun.
    this.counts.delete(key);
    this.counts.set(key, { window, count: 1 });
    if (this.counts.size > MAX_COUNTERS) this.counts.delete(this.counts.keys().next().value!);
  }
}
