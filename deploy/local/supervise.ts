import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;
/** Having lived this long, a process that dies is started again without delay, as if for the first time. */
const SETTLED_MS = 10_000;
const LOOK_MS = 40;

/** A process that runs now. */
export interface Running {
  pid: number;
  /** Resolves when it has ended, with how: `exit code 1`, `SIGKILL`. */
  exited: Promise<string>;
  /** Lets it finish what it has begun; resolves when it has ended. */
  stop(): Promise<void>;
  kill(): void;
}

export interface SuperviseOptions {
  name: string;
  launch: () => Running | Promise<Running>;
  /** Whether the process serves. */
  isReady: () => Promise<boolean>;
  /** A line for the person at the terminal. */
  report: (line: string) => void;
  /** Called whenever `pid` has changed. */
  onChange: () => void;
}

/** Keeps a process running: when it dies it is started again, after 0.2 s, then twice that, and so on up to 5 s. */
export class Supervised {
  readonly name: string;
  /** Since the last long life. */
  deaths = 0;
  /** How it ended last. */
  lastExit = '';
  readonly #options: SuperviseOptions;
  readonly #stopping = new AbortController();
  #running: Running | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: SuperviseOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** undefined while it is dead. */
  get pid(): number | undefined {
    return this.#running?.pid;
  }

  /** @throws what the first launch throws; later ones are tried again */
  async start(): Promise<void> {
    const first = this.#launch();
    this.#loop = first.then(
      () => this.#keep(),
      () => undefined,
    );
    await first;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.stop();
    await this.#loop;
  }

  kill(): void {
    this.#stopping.abort();
    this.#running?.kill();
  }

  async #launch(): Promise<void> {
    const running = await this.#options.launch();
    // Told to stop while it was being launched.
    if (this.#stopping.signal.aborted) return running.stop();
    this.#running = running;
    this.#options.onChange();
  }

  async #keep(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const bornAt = Date.now();
      this.lastExit = (await this.#running?.exited) ?? this.lastExit;
      this.#running = undefined;
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - bornAt > SETTLED_MS) this.deaths = 0;
      await this.#relaunch(Math.min(FIRST_DELAY_MS * 2 ** this.deaths++, LONGEST_DELAY_MS));
    }
  }

  async #relaunch(delayMs: number): Promise<void> {
    const diedAt = Date.now();
    const { name, report, onChange } = this.#options;
    onChange();
    report(`${name} ended (${this.lastExit}); starting it again in ${delayMs / 1000} s`);
    await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return;
    try {
      await this.#launch();
      void this.#reportBack(diedAt, this.#running);
    } catch (error) {
      this.lastExit = (error as Error).message;
    }
  }

  async #reportBack(diedAt: number, running: Running | undefined): Promise<void> {
    const isCurrent = () => running === this.#running && !this.#stopping.signal.aborted;
    while (isCurrent() && !(await this.#options.isReady())) await sleep(LOOK_MS);
    if (!isCurrent()) return;
    const seconds = ((Date.now() - diedAt) / 1000).toFixed(1);
    this.#options.report(`${this.name} is back after ${seconds} s (process ${this.pid})`);
  }
}
