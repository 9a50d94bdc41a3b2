import type { Logger } from '@shopmesh/telemetry';

/** A stopping service waits this long for a run; what is cut off then is found again by whoever sweeps next. */
const STOP_MS = 3_000;

/**
 * Looks for work every `everyMs`, and at once when woken; one run at a time. The work is found by its state in the
 * database, so a run that fails or dies loses nothing, and any replica may take it up.
 */
export class Sweep {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWoken = false;
  #isStopped = false;

  /** @param work takes what is due, safe to run in several replicas at once; true when there may be more */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<boolean>,
    private readonly log: Logger,
  ) {}

  start(): void {
    if (!this.#isStopped) this.#timer = setTimeout(() => this.wake(), this.everyMs);
  }

  /** Looks now, or once more when it is looking already. */
  wake(): void {
    this.#isWoken = true;
    if (this.#running || this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      // Woken after the last look and before this.
      if (this.#isWoken) this.wake();
      else this.start();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.#running, new Promise((resolve) => (timer = setTimeout(resolve, STOP_MS)))]);
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (this.#isWoken && !this.#isStopped) {
      this.#isWoken = false;
      const isMore = await this.work().catch((error: unknown) => {
        this.log.error({ err: error, sweep: this.name }, 'a sweep failed');
        return false;
      });
      if (isMore) this.#isWoken = true;
    }
  }
}
