import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { sql, type Database } from '@shopmesh/database';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { decrypt, encrypt } from './key-encryption.ts';
import { dueMove, type KeyAge, type KeyMove, type KeyTimes } from './key-move.ts';

/** A key as it is stored. */
export type StoredKey = KeyAge & { publicJwk: JWK; encryptedPrivateKey: Buffer };
type Transaction = Pick<Database, 'many' | 'one'>;
type NewKey = Pick<StoredKey, 'kid' | 'publicJwk' | 'encryptedPrivateKey'>;

// The order in which they are published: who signs comes first.
const LIST = sql(`
  SELECT kid, status, extract(epoch FROM clock_timestamp() - status_since)::float8 AS "ageSeconds",
    public_jwk AS "publicJwk", encrypted_private_key AS "encryptedPrivateKey"
  FROM signing_keys ORDER BY status = 'current' DESC, created_at DESC`);
// Those who change keys take turns; reading goes on.
const TAKE_TURN = sql(`LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE`);
const INSERT = sql(`
  INSERT INTO signing_keys (status, kid, public_jwk, encrypted_private_key) VALUES ($1, $2, $3, $4)`);
const SET_STATUS = sql(`UPDATE signing_keys SET status = $2, status_since = clock_timestamp() WHERE status = $1`);
const REMOVE = sql(`DELETE FROM signing_keys WHERE kid = $1`);

/** The signing keys in the database, private halves encrypted, and their moves. Any number of replicas may make them. */
export class KeyStore {
  constructor(
    private readonly database: Database,
    private readonly encryptionKey: Buffer,
  ) {}

  /** All keys, the current one first. */
  list(): Promise<StoredKey[]> {
    return this.database.many<StoredKey>(LIST);
  }

  /** @throws Error when it was encrypted with another key */
  privateKey({ kid, encryptedPrivateKey }: StoredKey): KeyObject {
    return createPrivateKey(decrypt(encryptedPrivateKey, kid, this.encryptionKey));
  }

  /** Makes the move that is due. @returns which; undefined when none is, or another replica has just made it */
  async advance(times: KeyTimes): Promise<KeyMove | undefined> {
    if (!dueMove(await this.list(), times)) return undefined;
    const spare = await this.#newKey();
    return this.#inTurn(async (tx) => {
      const move = dueMove(await tx.many<StoredKey>(LIST), times);
      if (move?.do === 'install') await insert(tx, 'current', spare);
      if (move?.do === 'publish') await insert(tx, 'next', spare);
      if (move?.do === 'promote') await promote(tx);
      if (move?.do === 'remove') await tx.one(REMOVE, [move.kid]);
      return move;
    });
  }

  /** Publishes a key that will sign when it has been published for long enough. @returns false when there is one already */
  async publishNext(): Promise<boolean> {
    const spare = await this.#newKey();
    return this.#inTurn(async (tx) => {
      const keys = await tx.many<StoredKey>(LIST);
      if (keys.some(({ status }) => status === 'next')) return false;
      await insert(tx, keys.length === 0 ? 'current' : 'next', spare);
      return true;
    });
  }

  /** Removes a key at once; when it signs, the next one or a new one signs from now on. @returns false when there is no such key */
  async revoke(kid: string): Promise<boolean> {
    const spare = await this.#newKey();
    return this.#inTurn(async (tx) => {
      const keys = await tx.many<StoredKey>(LIST);
      const key = keys.find((one) => one.kid === kid);
      if (!key) return false;
      await tx.one(REMOVE, [kid]);
      if (key.status !== 'current') return true;
      if (keys.some(({ status }) => status === 'next')) await promote(tx);
      else await insert(tx, 'current', spare);
      return true;
    });
  }

  #inTurn<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await tx.one(TAKE_TURN);
      return work(tx);
    });
  }

  async #newKey(): Promise<NewKey> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const jwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const publicJwk = { ...jwk, kid, use: 'sig', alg: 'RS256' };
    return { kid, publicJwk, encryptedPrivateKey: encrypt(pem, kid, this.encryptionKey) };
  }
}

async function insert(tx: Transaction, status: string, key: NewKey): Promise<void> {
  await tx.one(INSERT, [status, key.kid, key.publicJwk, key.encryptedPrivateKey]);
}

async function promote(tx: Transaction): Promise<void> {
  await tx.one(SET_STATUS, ['current', 'retired']);
  await tx.one(SET_STATUS, ['next', 'current']);
}
