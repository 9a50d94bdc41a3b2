import type { Logger } from '@shopmesh/telemetry';

/** Work under way by key: whoever asks for it meanwhile gets the same result instead of starting it again. */
export class InFlight<T> {
  readonly #works = new Map<string, Promise<T>>();

  constructor(private readonly log: Logger) {}

  /**
   * Joins or starts the work of a key and waits for it.
   * @returns its result, or `meanwhile` when it takes longer than `patienceMs`; the work then goes on on its own
   */
  async join(key: string, start: () => Promise<T>, patienceMs: number, meanwhile: T): Promise<T> {
    const work = this.#works.get(key) ?? this.#start(key, start);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<T>((resolve) => {
      timer = setTimeout(() => {
        // Nobody waits for a failure any more.
        work.catch((error: unknown) => this.log.warn({ err: error }, 'work in the background failed'));
        resolve(meanwhile);
      }, patienceMs);
    });
    return Promise.race([work, patience]).finally(() => clearTimeout(timer));
  }

  #start(key: string, start: () => Promise<T>): Promise<T> {
    const work = start().finally(() => this.#works.delete(key));
    this.#works.set(key, work);
    return work;
  }
}
