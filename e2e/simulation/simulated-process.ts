import type { VirtualTime } from './virtual-time.ts';

/** A process: once killed it never goes on; while it is stopped, everything it waits for waits longer. */
export class SimulatedProcess {
  isDead = false;
  #stoppedUntil = 0;

  constructor(
    readonly name: string,
    private readonly time: VirtualTime,
  ) {}

  get isStopped(): boolean {
    return this.#stoppedUntil > this.time.now;
  }

  /** As SIGSTOP does, until SIGCONT after `ms`. */
  stop(ms: number): void {
    this.#stoppedUntil = this.time.now + ms;
  }

  /** Resolves when the process goes on after `ms`; never, if it is dead by then. */
  goesOn(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        if (this.isDead) return;
        if (this.#stoppedUntil > this.time.now) return void this.time.after(this.#stoppedUntil - this.time.now, wake);
        resolve();
      };
      this.time.after(ms, wake);
    });
  }
}
