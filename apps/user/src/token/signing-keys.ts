import type { KeyObject } from 'node:crypto';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweep } from '@shopmesh/runtime';
import type { Logger } from '@shopmesh/telemetry';
import type { JWK } from 'jose';
import type { KeyTimes } from './key-move.ts';
import type { KeyStore, StoredKey } from './key-store.ts';

/** A change of keys is noticed after this long at most, and made when it is due. */
const LOOK_MS = 3_000;
/** Lists of keys are kept for this long at most, however long the lead is. */
const LONGEST_CACHE_SECONDS = 300;

type Key = Pick<StoredKey, 'kid' | 'status' | 'publicJwk'> & { privateKey: KeyObject };

/** The keys that tokens are signed with, as the database has them, give or take a few seconds; rotates them when it is time. */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sweep: Sweep;
  readonly #listeners = new Set<() => void>();
  #keys: readonly [Key, ...Key[]] | undefined;

  constructor(
    private readonly store: KeyStore,
    private readonly times: KeyTimes,
    private readonly log: Logger,
  ) {
    this.#sweep = new Sweep('signing keys', LOOK_MS, () => this.look(), log);
  }

  /** Reads the keys, and makes the first one when there is none. @throws Error when the encryption key does not fit */
  static async open(store: KeyStore, times: KeyTimes, log: Logger): Promise<SigningKeys> {
    const keys = new SigningKeys(store, times, log);
    await keys.look();
    return keys;
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /**
   * How long a list of keys may be kept. A cache on the way may hand out a copy of that age, and the verifier keeps it for
   * as long again: both, and this replica's own delay, stay within the lead.
   */
  get cacheSeconds(): number {
    return Math.min(LONGEST_CACHE_SECONDS, Math.floor(this.times.lead / 3));
  }

  /** The key that signs now. */
  current(): { kid: string; privateKey: KeyObject } {
    return this.#loaded[0];
  }

  /** The public halves of all keys whose tokens are about, or soon will be. */
  published(): JWK[] {
    return this.#loaded.map(({ publicJwk }) => publicJwk);
  }

  /** All published keys with their private halves, the current one first. */
  privateJwks(): JWK[] {
    return this.#loaded.map(({ publicJwk, privateKey }) => ({
      ...(privateKey.export({ format: 'jwk' }) as JWK),
      ...publicJwk,
    }));
  }

  /** Calls `listener` whenever another key signs or the list has changed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Makes the move that is due, and reads what has changed. @returns whether a move was made: another may be due */
  async look(): Promise<boolean> {
    const move = await this.store.advance(this.times);
    if (move) this.log.info({ move }, 'signing keys move on');
    this.#take(await this.store.list());
    return move !== undefined;
  }

  get #loaded(): readonly [Key, ...Key[]] {
    if (!this.#keys) throw new Error('signing keys are asked for before they were read');
    return this.#keys;
  }

  #take(stored: readonly StoredKey[]): void {
    const known = new Map(this.#keys?.map((key) => [key.kid, key]));
    const [current, ...others] = stored.map((key): Key => ({
      ...key,
      privateKey: known.get(key.kid)?.privateKey ?? this.store.privateKey(key),
    }));
    if (current?.status !== 'current') throw new Error('no signing key is current');
    const keys = [current, ...others] as const;
    const isChanged = stateOf(keys) !== stateOf(this.#keys ?? []);
    this.#keys = keys;
    if (isChanged) for (const listener of this.#listeners) listener();
  }
}

function stateOf(keys: readonly Key[]): string {
  return keys.map(({ kid, status }) => `${kid} ${status}`).join();
}
