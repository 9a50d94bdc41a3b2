import { KongError, type KongAdmin } from '@shopmesh/kong-admin-client';
import type { Logger } from '@shopmesh/telemetry';

/** A declarative configuration, and the keys in it. */
export type Wanted = { configuration: string; kids: readonly string[] };

/** What a visit to a Kong node came to. */
export type Visit =
  /** It had the configuration. */
  | 'right'
  /** It was given a new configuration. */
  | 'changed'
  /** It had lost the configuration that it was given before (restarted, or somebody posted another one), and has it again. */
  | 'repaired';

/** Keeps one Kong node at the wanted configuration. */
export class KongNode {
  #given: string | undefined;

  constructor(
    readonly url: string,
    private readonly kong: KongAdmin,
    private readonly log: Logger,
  ) {}

  /**
   * Puts a configuration into force where it is not, and looks whether it is then.
   * @throws KongError `invalid_configuration` (the node keeps serving the old one); KongUnreachable
   */
  async keepAt({ configuration, kids }: Wanted): Promise<Visit> {
    const isNew = await this.kong.configuration.post(configuration).catch((error: unknown) => {
      this.#explain(error);
      throw error;
    });
    const visit = !isNew ? 'right' : this.#given === configuration ? 'repaired' : 'changed';
    if (isNew) await this.#verify(kids);
    this.#given = configuration;
    if (visit === 'changed') this.log.info({ node: this.url }, 'gateway configured');
    if (visit === 'repaired')
      this.log.warn({ node: this.url }, 'gateway had another configuration, and has ours again');
    return visit;
  }

  /** A node that answers "created" and lacks a key turns users away: better to know at once. */
  async #verify(kids: readonly string[]): Promise<void> {
    const present = new Set<string>();
    for await (const { key } of this.kong.jwtSecrets.list()) present.add(key);
    const missing = kids.filter((kid) => !present.has(kid));
    if (missing.length) throw new Error(`${this.url} lacks the keys ${missing.join(', ')} after it was given them`);
  }

  #explain(error: unknown): void {
    if (!(error instanceof KongError) || error.kind !== 'invalid_configuration') return;
    const faults = error.flattened.map(({ entity_type, entity_name, errors }) => ({
      entity_type,
      entity_name,
      errors,
    }));
    this.log.error({ node: this.url, faults, fields: error.fields }, 'configuration refused, the old one stays');
  }
}
