import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestIssuer } from '@shopmesh/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startUser, type TestUser } from '../user.fixture.ts';

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
