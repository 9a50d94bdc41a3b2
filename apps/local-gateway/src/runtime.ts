import type { JwtSecret } from './config/entity.ts';
import type { Clock } from './clock.ts';
import { clockFrom } from './clock.ts';
import { RateCounters } from './rate-counters.ts';
import { ResponseCache } from './response-cache.ts';

/** What outlives a reload of the configuration. */
export class Runtime {
  readonly counters: RateCounters;
  readonly cache: ResponseCache;
  /** Keys that were fetched rather than declared, by key id. */
  fetchedSecrets: ReadonlyMap<string, JwtSecret> = new Map();
  /** Told when a token names a key that nobody has declared or fetched. */
  onUnknownKey: () => void = () => {};

  constructor(
    readonly clock: Clock = clockFrom(),
    /** Multiplies every number of rate-limiting, for load tests. */
    readonly limitFactor = 1,
    /** `host:port` of an upstream → the `host:port` to connect to instead. */
    readonly connect: ReadonlyMap<string, string> = new Map(),
  ) {
    this.counters = new RateCounters();
    this.cache = new ResponseCache(clock);
  }
}
