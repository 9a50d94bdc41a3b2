import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@shopmesh/telemetry';
import type { KongNode, Wanted } from './node.ts';
import { render } from './render.ts';
import { fetchSigningKeys } from './signing-keys.ts';

/** Full-jitter back-off after a failure. */
const BACK_OFF_SECONDS = { first: 0.5, most: 30 };
/** A node that was right within this many rounds counts as kept. */
const PATIENT_ROUNDS = 3;

type Settings = { KONG_FILE: string; JWKS_URL: string; SYNC_SECONDS: number };

/** Gives every Kong node the configuration file with the issuer's present keys, again and again. */
export class GatewaySync {
  readonly #rightAtMs = new Map<KongNode, number>();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: Settings,
    private readonly nodes: readonly KongNode[],
    private readonly log: Logger,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Whether every node had the wanted configuration lately. */
  get isReady(): boolean {
    const sinceMs = Date.now() - PATIENT_ROUNDS * Math.max(this.settings.SYNC_SECONDS, 10) * 1000;
    return this.nodes.every((node) => (this.#rightAtMs.get(node) ?? 0) > sinceMs);
  }

  /** One round. A node that fails does not keep the others from theirs. @returns whether all went well */
  async round(): Promise<boolean> {
    try {
      const [template, keys] = await Promise.all([
        readFile(this.settings.KONG_FILE, 'utf8'),
        fetchSigningKeys(this.settings.JWKS_URL),
      ]);
      const wanted = { configuration: render(template, keys), kids: keys.map(({ kid }) => kid) };
      const visits = await Promise.all(this.nodes.map((node) => this.#visit(node, wanted)));
      return visits.every(Boolean);
    } catch (error) {
      // The nodes keep what they have: tokens signed by known keys go on to be accepted.
      this.log.error({ err: error }, 'the wanted configuration cannot be made');
      return false;
    }
  }

  async #visit(node: KongNode, wanted: Wanted): Promise<boolean> {
    try {
      await node.keepAt(wanted);
      this.#rightAtMs.set(node, Date.now());
      return true;
    } catch (error) {
      this.log.warn({ node: node.url, reason: (error as Error).message }, 'gateway not synchronized');
      return false;
    }
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted;) {
      failures = (await this.round()) ? 0 : failures + 1;
      await this.#pause(failures ? backOffSeconds(failures) : this.settings.SYNC_SECONDS);
    }
  }

  /** Cut short by stop(). */
  async #pause(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

function backOffSeconds(failures: number): number {
  const { first, most } = BACK_OFF_SECONDS;
  return Math.random() * Math.min(most, first * 2 ** failures);
}
