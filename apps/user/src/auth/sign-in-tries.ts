import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError, Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from '../config.ts';
import { DerivedSecrets } from './derived-secrets.ts';
import { networkOf } from './origin.ts';

/** Failures that cost nothing: people mistype, and an office shares its address. */
const FREE = { account: 5, address: 100 };
/** Nobody is locked out: whoever has the password waits this long at most, however often others have guessed. */
const MAX_DELAY_SECONDS = 60;
const FORGOTTEN_AFTER = `interval '1 hour'`;
const FORGET_MS = 10 * 60 * 1000;

const RECENT = sql(`
  SELECT key, count, extract(epoch FROM now() - last_at)::float8 AS "agoSeconds" FROM sign_in_failures
  WHERE key = ANY ($1) AND last_at > now() - ${FORGOTTEN_AFTER}`);
// Accounts before addresses, so that two at once never wait for each other.
const COUNT = sql(`
  INSERT INTO sign_in_failures AS failures (key) SELECT unnest($1::bytea[])
  ON CONFLICT (key) DO UPDATE SET last_at = now(),
    count = CASE WHEN failures.last_at > now() - ${FORGOTTEN_AFTER} THEN least(failures.count + 1, 1000) ELSE 1 END`);
const FORGIVE = sql(`DELETE FROM sign_in_failures WHERE key = $1`);
const FORGET = sql(`
  DELETE FROM sign_in_failures WHERE key IN (
    SELECT key FROM sign_in_failures WHERE last_at < now() - ${FORGOTTEN_AFTER} FOR UPDATE SKIP LOCKED)`);

type Failures = { key: Buffer; count: number; agoSeconds: number };

/** How long to wait after that many failures: 1, 2, 4… seconds once the free ones are spent. */
export function delaySeconds(failures: number, free: number): number {
  return failures < free ? 0 : Math.min(2 ** (failures - free), MAX_DELAY_SECONDS);
}

/**
 * Slows guessing down, for each account and for each client's address, in all replicas together. What counts is the e-mail
 * address that was tried, whether or not somebody has it. Several at once may be tried before the first has failed: no more
 * than the hasher takes.
 */
@Injectable()
export class SignInTries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(DerivedSecrets) private readonly secrets: DerivedSecrets,
  ) {
    const log = createLogger('user', config.LOG_LEVEL);
    this.#sweep = new Sweep('sign-in failures', FORGET_MS, () => this.#forget(), log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** @returns whether the account has failures to forgive. @throws exhausted `auth.slow_down` */
  async admit(email: string, address: string): Promise<boolean> {
    const [account, network] = this.#keys(email, address);
    const recent = await this.database.many<Failures>(RECENT, [[account, network]]);
    const waits = recent.map(({ key, count, agoSeconds }) => {
      const free = key.equals(account) ? FREE.account : FREE.address;
      return delaySeconds(count, free) - agoSeconds;
    });
    const retryAfterSeconds = Math.ceil(Math.max(0, ...waits));
    if (retryAfterSeconds === 0) return recent.some(({ key }) => key.equals(account));
    throw new DomainError('exhausted', 'auth.slow_down', 'too many tries; wait a little', { retryAfterSeconds });
  }

  async fail(email: string, address: string): Promise<void> {
    await this.database.one(COUNT, [this.#keys(email, address)]);
  }

  /** The right password was given. Failures of its address stay: an own account must not buy guesses at others. */
  async forgive(email: string): Promise<void> {
    await this.database.one(FORGIVE, [this.secrets.derive('email', email)]);
  }

  #keys(email: string, address: string): [account: Buffer, network: Buffer] {
    return [this.secrets.derive('email', email), this.secrets.derive('address', networkOf(address))];
  }

  async #forget(): Promise<boolean> {
    await this.database.one(FORGET);
    return false;
  }
}
