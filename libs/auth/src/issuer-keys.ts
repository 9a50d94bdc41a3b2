import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** An unknown key id makes us look for new keys, but not more often than this, whatever ids are made up. */
const COOLDOWN_MS = 5_000;
/** As much rest after a failed look, when those who wait for keys are turned away. */
const RETRY_MS = 1_000;
/** Keys older than this are not trusted any more: one of them may have been revoked since. */
const MAX_AGE_MS = 10 * 60_000;
/** They are looked for again after this long when the issuer does not say for how long they are good. */
const USUAL_AGE_MS = 5 * 60_000;
const FETCH_TIMEOUT_MS = 3_000;
/** Shorter ones can be broken (RFC 7518, section 3.3). */
const LEAST_MODULUS_BITS = 2048;

const KeySet = z.object({ keys: z.array(z.unknown()) });
const SigningJwk = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  use: z.literal('sig').optional(),
  alg: z.literal('RS256').optional(),
  n: z.string(),
  e: z.string(),
});

type Keys = ReadonlyMap<string, KeyObject>;

/** The public keys of one issuer, kept for as long as it says and looked for early when a token names a new one. */
export class IssuerKeys {
  #keys: Keys = new Map();
  #fetchedAtMs = -Infinity;
  #freshMs = 0;
  #look: { beganAtMs: number; restMs: number; done: Promise<void> } | undefined;

  /** @param now milliseconds of a clock that is never set back */
  constructor(
    private readonly url: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @returns undefined when the issuer has no such key. @throws Error when its keys cannot be had */
  async find(kid: string): Promise<KeyObject | undefined> {
    const ageMs = this.now() - this.#fetchedAtMs;
    if (ageMs >= MAX_AGE_MS) await this.#fetchOnce();
    // Nobody waits for news while the keys are good; that they cannot be had is told to who needs them.
    else if (ageMs >= this.#freshMs) this.#fetchOnce().catch(() => {});
    const key = this.#keys.get(kid);
    if (key) return key;
    await this.#fetchOnce();
    return this.#keys.get(kid);
  }

  /** All who ask within the cool-down share one fetch and its outcome. */
  #fetchOnce(): Promise<void> {
    const now = this.now();
    if (this.#look && now - this.#look.beganAtMs < this.#look.restMs) return this.#look.done;
    const look = { beganAtMs: now, restMs: COOLDOWN_MS, done: this.#fetch() };
    look.done.catch(() => (look.restMs = RETRY_MS));
    this.#look = look;
    return look.done;
  }

  async #fetch(): Promise<void> {
    const beganAtMs = this.now();
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    const response = await fetch(this.url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`the issuer's keys: it answered ${response.status}`);
    const keys = usableKeys(await response.json());
    if (keys.size === 0) throw new Error('the issuer has no RSA signing key');
    this.#keys = keys;
    this.#fetchedAtMs = beganAtMs;
    this.#freshMs = maxAgeMs(response.headers.get('cache-control')) ?? USUAL_AGE_MS;
  }
}

/** Keys of another kind are none of ours: an issuer may have them for other ends. */
function usableKeys(body: unknown): Keys {
  const keys = KeySet.parse(body).keys.flatMap((jwk): [string, KeyObject][] => {
    const usable = SigningJwk.safeParse(jwk);
    if (!usable.success) return [];
    const key = createPublicKey({ key: usable.data, format: 'jwk' });
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_MODULUS_BITS ? [] : [[usable.data.kid, key]];
  });
  return new Map(keys);
}

function maxAgeMs(cacheControl: string | null): number | undefined {
  const [, seconds] = /(?:^|[\s,])max-age=(\d+)/i.exec(cacheControl ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
