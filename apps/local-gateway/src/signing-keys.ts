import { createPublicKey, randomUUID, type JsonWebKey } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import type { Consumer, JwtSecret } from './config/entity.ts';
import { log } from './log.ts';
import type { Runtime } from './runtime.ts';

/** The consumer that all users' tokens belong to; kong.yml declares it without keys. */
export const USERS_CONSUMER = 'shopmesh-users';

/** Sooner when the issuer's list is good for less, or a token names an unknown key. */
const REFRESH_MS = 60_000;
/** Made-up key ids do not make us ask the issuer more often than this. */
const COOLDOWN_MS = 5000;
const LEAST_WAIT_MS = 1000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;
const FETCH_TIMEOUT_MS = 5000;

const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional(), use: z.string().optional() })),
});

/**
 * Keeps the users' signing keys as an issuer publishes them: one RS256 credential per key, as they would be put into
 * a real Kong by its Admin API. Keys that were once fetched stay until a fetch succeeds. As in Kong, a token with an unknown
 * key is refused at once and does not wait for news.
 */
export class SigningKeys {
  private timer: NodeJS.Timeout | undefined;
  private retryMs = FIRST_RETRY_MS;
  private stopped = false;
  private loaded = false;
  private fetching = false;
  private fetchedAtMs = 0;

  constructor(
    private readonly url: URL,
    private readonly runtime: Runtime,
    private readonly consumer: () => Consumer | undefined,
    private readonly cooldownMs = COOLDOWN_MS,
  ) {}

  get ready(): boolean {
    return this.loaded;
  }

  start(): void {
    this.runtime.onUnknownKey = () => this.hurry();
    void this.refresh();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private hurry(): void {
    if (this.stopped || this.fetching || performance.now() - this.fetchedAtMs < this.cooldownMs) return;
    clearTimeout(this.timer);
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    let waitMs = REFRESH_MS;
    this.fetching = true;
    try {
      const { keys, maxAgeMs } = await fetchKeySet(this.url, this.runtime.connect);
      this.store(keys);
      waitMs = Math.min(REFRESH_MS, Math.max(maxAgeMs, LEAST_WAIT_MS));
      this.retryMs = FIRST_RETRY_MS;
    } catch (error) {
      waitMs = this.retryMs;
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      if (this.retryMs === LAST_RETRY_MS)
        log('warn', 'signing keys not fetched', { from: this.url.origin, error: (error as Error).message });
    }
    this.fetching = false;
    this.fetchedAtMs = performance.now();
    if (!this.stopped) this.timer = setTimeout(() => void this.refresh(), waitMs);
  }

  private store(keys: readonly JsonWebKey[]): void {
    const consumer = this.consumer();
    if (!consumer) throw new Error(`the configuration has no consumer "${USERS_CONSUMER}"`);
    const known = this.runtime.fetchedSecrets;
    const secrets = keys.map((key): [string, JwtSecret] => {
      const kid = key['kid'] as string;
      const publicKey = createPublicKey({ key, format: 'jwk' });
      const old = known.get(kid);
      // The same object while the same key lives, because verified tokens are remembered by it.
      if (old?.consumer.id === consumer.id && old.publicKey!.equals(publicKey)) return [kid, old];
      return [kid, { id: randomUUID(), consumer, key: kid, algorithm: 'RS256', secret: undefined, publicKey }];
    });
    this.runtime.fetchedSecrets = new Map(secrets);
    const changed = secrets.length !== known.size || secrets.some(([kid]) => !known.has(kid));
    if (changed) log('info', 'signing keys loaded', { kids: secrets.map(([kid]) => kid) });
    this.loaded = true;
  }
}

/** `maxAgeMs` is how long they are good, as the issuer says. */
interface FetchedKeys {
  readonly keys: JsonWebKey[];
  readonly maxAgeMs: number;
}

async function fetchKeySet(url: URL, connect: ReadonlyMap<string, string>): Promise<FetchedKeys> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const address = connect.get(`${url.hostname}:${port}`);
  const target = new URL(url);
  if (address) target.host = address;
  const { statusCode, headers, body } = await request(target, {
    headers: { host: url.host },
    headersTimeout: FETCH_TIMEOUT_MS,
    bodyTimeout: FETCH_TIMEOUT_MS,
    signal: AbortSignal.timeout(2 * FETCH_TIMEOUT_MS),
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`answered ${statusCode}`);
  }
  const { keys } = keySet.parse(await body.json());
  const usable = keys.filter((key) => key.kty === 'RSA' && key.kid !== undefined && key.use !== 'enc');
  if (usable.length === 0) throw new Error('no RSA signing key in the key set');
  const [, seconds] = /max-age=(\d+)/.exec(String(headers['cache-control'])) ?? [];
  return { keys: usable, maxAgeMs: seconds === undefined ? REFRESH_MS : Number(seconds) * 1000 };
}
