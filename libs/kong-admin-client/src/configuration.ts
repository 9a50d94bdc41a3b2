import type { Http } from './http.ts';

export type PostOptions = {
  /** Do nothing when this very configuration is in force. Default true: reloading flushes Kong's caches and counters. */
  checkHash?: boolean;
};

/** The declarative configuration of a Kong that runs without a database. */
export class Configuration {
  constructor(private readonly http: Http) {}

  /** What is in force, as YAML, with every default filled in. Kong answers in its own words, not in those that were posted. */
  async get(): Promise<string> {
    return (await this.http.get<{ config: string }>('/config')).config;
  }

  /**
   * Puts a whole configuration into force at once, or leaves the old one serving.
   * @param config YAML or JSON text, `_format_version: "3.0"`
   * @returns false when it was in force already
   * @throws KongError `invalid_configuration`, with `flattened` naming each faulty entity. Kong 3.9 answers 500 (`failed`) to a
   *   plugin that names a service which is not there.
   */
  async post(config: string, { checkHash = true }: PostOptions = {}): Promise<boolean> {
    const query = { flatten_errors: 1, check_hash: checkHash ? 1 : undefined };
    const { status } = await this.http.send('POST', '/config', { query, body: { config } });
    return status !== 304;
  }
}
