import { createHash } from 'node:crypto';
import { parseDocument } from 'yaml';
import { parseKongFile } from './config/kong-file.ts';
import type { Gateway } from './gateway.ts';

/** The configuration that a gateway serves, as it was given. */
export class InForce {
  #hash: string;
  #text: string;

  /** @param text what `gateway` was made with */
  constructor(
    private readonly gateway: Gateway,
    text: string,
  ) {
    this.#text = text;
    this.#hash = hashOf(text);
  }

  get text(): string {
    return this.#text;
  }

  /** Of what it says, not of how it is written: the same in YAML and JSON. */
  get hash(): string {
    return this.#hash;
  }

  /**
   * Serves another configuration from the next request on.
   * @returns false when it was in force and was to be left alone then
   * @throws ConfigError, or Error for a plugin that cannot be made; the old one stays
   */
  put(text: string, { unlessSame = false } = {}): boolean {
    const configuration = parseKongFile(text);
    const hash = hashOf(text);
    if (unlessSame && hash === this.#hash) return false;
    this.gateway.use(configuration);
    this.#text = text;
    this.#hash = hash;
    return true;
  }

  /** The declared keys of consumers, as Kong lists them; without secrets. */
  jwtSecrets(): { key: string; algorithm: string; consumer: { id: string } }[] {
    const secrets = [...this.gateway.configuration.jwtSecrets.values()];
    return secrets.map(({ key, algorithm, consumer }) => ({ key, algorithm, consumer: { id: consumer.id } }));
  }
}

/** 32 hexadecimal digits, as Kong's. */
function hashOf(text: string): string {
  const content = JSON.stringify(parseDocument(text, { merge: true }).toJS());
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
