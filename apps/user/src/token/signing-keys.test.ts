import { createPublicKey, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { createLogger } from '@shopmesh/telemetry';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.ts';
import { KeyStore } from './key-store.ts';
import { SigningKeys } from './signing-keys.ts';

const DAY_SECONDS = 24 * 60 * 60;
const TIMES = { signs: 30 * DAY_SECONDS, lead: 3600, tokens: 600 };
const encryptionKey = randomBytes(32);

let database: TestDatabase, dataSource: DataSource, store: KeyStore;
beforeEach(async () => {
  database = await testDatabase(createDataSource);
  dataSource = await createDataSource(database.url).initialize();
  store = new KeyStore(new Database(dataSource), encryptionKey);
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const open = (keyStore = store) => SigningKeys.open(keyStore, TIMES, createLogger('test', 'silent'));
const pass = (seconds: number) =>
  database.query(`UPDATE signing_keys SET status_since = status_since - make_interval(secs => $1)`, [seconds]);
const kids = (keys: SigningKeys) => keys.published().map(({ kid }) => kid);
/** Makes all moves that are due. */
async function settle(keys: SigningKeys): Promise<void> {
  while (await keys.look());
}

describe('signing keys', () => {
  it('are the same for all replicas, also when they first start together', async () => {
    const replicas = await Promise.all(Array.from({ length: 4 }, () => open()));
    expect(new Set(replicas.map((keys) => keys.current().kid)).size).toBe(1);
    expect(await database.query('SELECT kid FROM signing_keys')).toHaveLength(1);
  });

  it('are changed by one replica at a time', async () => {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    // Others may read and not write, so that all replicas see the same before the first of them changes anything.
    await runner.query('LOCK TABLE signing_keys IN SHARE MODE');
    const replicas = Promise.all(Array.from({ length: 4 }, () => store.advance(TIMES)));
    const WAITING = `
      SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE datname = current_database() AND NOT granted`;
    const waiting = async () => (await database.query(WAITING)).length;
    while ((await waiting()) < 4);
    await runner.commitTransaction();
    await runner.release();
    expect((await replicas).filter((move) => move !== undefined)).toEqual([{ do: 'install' }]);
  });

  it('go from next to current to retired and away, each published for longer than it matters', async () => {
    const keys = await open();
    const first = keys.current().kid;
    await pass(TIMES.signs - TIMES.lead);
    await settle(keys);
    const [, second] = kids(keys);
    expect([keys.current().kid, kids(keys)]).toEqual([first, [first, expect.any(String)]]);

    await pass(TIMES.lead);
    await settle(keys);
    expect([keys.current().kid, kids(keys)]).toEqual([second, [second, first]]);

    await pass(TIMES.tokens + TIMES.lead);
    await settle(keys);
    expect(kids(keys)).toEqual([second]);
  });

  it('are rotated once, however many replicas find that it is time', async () => {
    const replicas = await Promise.all(Array.from({ length: 4 }, () => open()));
    const first = replicas[0]!.current().kid;
    await pass(TIMES.signs - TIMES.lead);
    await Promise.all(replicas.map(settle));
    await pass(TIMES.lead);
    await Promise.all(replicas.map(settle));
    const rows = await database.query<{ kid: string; status: string }>('SELECT kid, status FROM signing_keys');
    expect(rows.map(({ status }) => status).sort()).toEqual(['current', 'retired']);
    expect(rows).toContainEqual({ kid: first, status: 'retired' });
    expect(new Set(replicas.map((keys) => keys.current().kid)).size).toBe(1);
  });

  it('are noticed by a replica when another process has changed them, and its listeners hear of it', async () => {
    const keys = await open();
    let changes = 0;
    keys.onChange(() => changes++);
    await keys.look();
    expect(changes).toBe(0);
    await store.publishNext();
    await keys.look();
    expect([changes, kids(keys).length]).toEqual([1, 2]);
  });

  it('give OpenID private keys that fit the published ones, the current one first', async () => {
    const keys = await open();
    await store.publishNext();
    await keys.look();
    const [first, second] = keys.privateJwks();
    expect([first!.kid, second!.kid]).toEqual(kids(keys));
    expect(first).toMatchObject({ kid: keys.current().kid, d: expect.any(String), alg: 'RS256', use: 'sig' });
    const derived = createPublicKey(keys.current().privateKey).export({ format: 'jwk' });
    expect(keys.published()[0]).toMatchObject(derived);
  });

  it('may be kept by a cache and then by a verifier, and are known before they sign all the same', async () => {
    const of = (lead: number) =>
      new SigningKeys(store, { ...TIMES, lead }, createLogger('test', 'silent')).cacheSeconds;
    expect([of(3600), of(10)]).toEqual([300, 3]);
    for (const lead of [10, 60, 3600]) expect(2 * of(lead) + 3).toBeLessThan(lead);
  });
});

describe('a signing key in the database', () => {
  it('is encrypted', async () => {
    const pem = (await open()).current().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const [row] = await database.query<{ encrypted_private_key: Buffer }>('SELECT * FROM signing_keys');
    expect(row?.encrypted_private_key.includes(pem.slice(100, 120))).toBe(false);
    expect(row?.encrypted_private_key.includes('PRIVATE KEY')).toBe(false);
  });

  it('is refused loudly when the encryption key is another than before', async () => {
    await open();
    const other = new KeyStore(new Database(dataSource), randomBytes(32));
    await expect(open(other)).rejects.toThrow('KEY_ENCRYPTION_KEY does not fit');
  });

  it('is refused when its row was swapped for another', async () => {
    await open();
    await database.query(`UPDATE signing_keys SET kid = 'another'`);
    await expect(open()).rejects.toThrow('does not fit');
  });
});

describe('revoking a key', () => {
  it('that signs puts the next one in its place, and removes it at once', async () => {
    const keys = await open();
    await store.publishNext();
    await keys.look();
    const [leaked, next] = kids(keys);
    expect(await store.revoke(leaked!)).toBe(true);
    await keys.look();
    expect([keys.current().kid, kids(keys)]).toEqual([next, [next]]);
  });

  it('that is the only one makes another, and twice is the same as once', async () => {
    const keys = await open();
    const leaked = keys.current().kid;
    expect([await store.revoke(leaked), await store.revoke(leaked)]).toEqual([true, false]);
    await keys.look();
    expect(kids(keys)).toEqual([keys.current().kid]);
    expect(keys.current().kid).not.toBe(leaked);
  });
});
