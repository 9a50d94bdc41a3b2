import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, TestIssuer, type TestDatabase } from '@shopmesh/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.ts';
import { startUser, type TestUser } from '../user.fixture.ts';
import { currentKey, publishedKeys } from './signing-key.ts';

describe('an access token', () => {
  let user: TestUser;
  beforeAll(async () => void (user = await startUser({ ISSUER: 'https://shop.example' })));
  afterAll(() => user.close());

  it('is a JWT by RFC 9068 that the published keys verify', async () => {
    const { id, accessToken } = await user.joinAndSignIn();
    const keys = createRemoteJWKSet(new URL(`${user.url}/oauth/jwks`));
    const expected = { issuer: 'https://shop.example', audience: 'shopmesh', typ: 'at+jwt', algorithms: ['RS256'] };
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys, expected);
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
    expect(payload).toMatchObject({ sub: id, scope: 'shop', roles: ['customer'], jti: expect.any(String) });
    expect(payload.exp! - payload.iat!).toBe(600);
  });

  it('is refused when another issuer signed it', async () => {
    const stranger = await TestIssuer.start();
    const token = await stranger.mintToken();
    await stranger.close();
    const { status, body } = await user.call('GET', '/v1/users/me', { token });
    expect([status, body.code]).toEqual([401, 'token.invalid']);
  });
});

describe('GET /oauth/jwks', () => {
  it('may be cached, and shows nothing private', async () => {
    const user = await startUser();
    const { status, headers, body } = await user.call('GET', '/oauth/jwks');
    await user.close();
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    expect(body.keys).toHaveLength(1);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});

describe('currentKey', () => {
  let database: TestDatabase, dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase(createDataSource);
    dataSource = await createDataSource(database.url).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const encryptionKey = randomBytes(32);

  it('is one for all replicas, also when they first start together', async () => {
    const replicas = Array.from({ length: 4 }, () => currentKey(new Database(dataSource), encryptionKey));
    const kids = new Set((await Promise.all(replicas)).map(({ kid }) => kid));
    expect(kids.size).toBe(1);
    expect(await publishedKeys(new Database(dataSource))).toEqual([expect.objectContaining({ kid: [...kids][0] })]);
  });

  it('lies encrypted in the database', async () => {
    const { privateKey } = await currentKey(new Database(dataSource), encryptionKey);
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const [row] = await database.query<{ encrypted_private_key: Buffer }>('SELECT * FROM signing_keys');
    expect(row?.encrypted_private_key.includes(pem.slice(100, 120))).toBe(false);
    expect(row?.encrypted_private_key.includes('PRIVATE KEY')).toBe(false);
  });

  it('says so when the encryption key is another than before', async () => {
    const wrong = currentKey(new Database(dataSource), randomBytes(32));
    await expect(wrong).rejects.toThrow('KEY_ENCRYPTION_KEY does not fit');
  });

  it('notices a row that was swapped for another', async () => {
    await database.query(`UPDATE signing_keys SET kid = 'another'`);
    await expect(currentKey(new Database(dataSource), encryptionKey)).rejects.toThrow('does not fit');
  });
});
