import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { PASSWORD } from '../user.fixture.ts';
import { APP, codeOf, IDLE_MACHINE, MACHINE, REDIRECT, startOAuth, type TestOAuth } from './oauth.fixture.ts';

let oauth: TestOAuth;
beforeAll(async () => void (oauth = await startOAuth()));
afterAll(() => oauth.close());

describe('discovery', () => {
  it('offers what there is, and no more', async () => {
    const { status, body } = await oauth.call('GET', '/.well-known/openid-configuration');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: oauth.url,
      authorization_endpoint: `${oauth.url}/oauth/authorize`,
      token_endpoint: `${oauth.url}/oauth/token`,
      userinfo_endpoint: `${oauth.url}/oauth/userinfo`,
      jwks_uri: `${oauth.url}/oauth/jwks`,
      revocation_endpoint: `${oauth.url}/oauth/revoke`,
      introspection_endpoint: `${oauth.url}/oauth/introspect`,
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
    const endpoints = Object.keys(body).filter((name) => name.endsWith('_endpoint'));
    expect(endpoints).toHaveLength(5);
  });

  it('names the issuer, whatever a request says of where it came to', async () => {
    const headers = { 'x-forwarded-host': 'thief.example', 'x-forwarded-proto': 'gopher' };
    const { body } = await oauth.call('GET', '/.well-known/openid-configuration', { headers });
    expect(body.token_endpoint).toBe(`${oauth.url}/oauth/token`);
  });
});

describe('an authorization request', () => {
  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['a token at once', { response_type: 'token' }, 'unsupported_response_type'],
    ['another API', { resource: 'https://elsewhere.example' }, 'invalid_target'],
    ['no page', { prompt: 'none' }, 'login_required'],
  ])('with %s is sent back', async (_, changes, error) => {
    const { url } = await oauth.browser().open(oauth.authorizeUrl(changes));
    const [target, parameters] = url.split(/[?#]/);
    expect([target, new URLSearchParams(parameters).get('error')]).toEqual([REDIRECT, error]);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }],
    ['a machine', { client_id: MACHINE }],
    ['another redirect', { redirect_uri: 'https://thief.example/callback' }],
    ['another path', { redirect_uri: 'http://127.0.0.1:49152/other' }],
  ])('of %s is answered here, and safely', async (_, changes) => {
    const page = await oauth.browser().open(oauth.authorizeUrl({ ...changes, state: '<script>' }));
    expect([page.status, page.url.startsWith(oauth.url)]).toEqual([400, true]);
    expect(page.text).toContain('role="alert"');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the token endpoint', () => {
  it.each([
    ['password', { username: 'ada@example.com', password: PASSWORD }],
    ['implicit', {}],
    ['urn:ietf:params:oauth:grant-type:device_code', { device_code: 'x' }],
  ])('knows no grant %s', async (grant, form) => {
    const { status, body } = await oauth.post('/oauth/token', { grant_type: grant, client_id: APP, ...form });
    expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
  });

  it('takes forms only', async () => {
    const form = { grant_type: 'client_credentials' };
    expect((await oauth.call('POST', '/oauth/token', { body: form })).status).toBe(400);
  });
});

describe('a machine', () => {
  const tokenOf = async (client: string, scope = 'shop') =>
    oauth.post('/oauth/token', { grant_type: 'client_credentials', scope }, client);

  it('has the roles that it was given, and is nobody', async () => {
    const { access_token: token } = (await tokenOf(MACHINE)).body;
    expect(decodeJwt(token)).toMatchObject({ sub: MACHINE, client_id: MACHINE, roles: ['staff'], scope: 'shop' });
    expect((await oauth.call('GET', '/v1/users/me', { token })).status).toBe(404);
    expect((await oauth.call('GET', '/v1/users', { token })).status).toBe(403);
  });

  it('without a role is refused everywhere', async () => {
    const { access_token: token } = (await tokenOf(IDLE_MACHINE)).body;
    expect((await oauth.call('GET', '/v1/users/me', { token })).status).toBe(401);
  });

  it('cannot ask to be somebody', async () => {
    expect((await tokenOf(MACHINE, 'openid')).body).toMatchObject({ error: 'invalid_scope' });
  });
});

describe('keys', () => {
  it('that change take nothing from who is signing in', async () => {
    const { email } = await oauth.join();
    const browser = oauth.browser();
    const page = await browser.open(oauth.authorizeUrl());
    const { keys } = (await oauth.call('GET', '/oauth/jwks')).body;
    await rotate();
    const asked = await browser.send(page, '/login', { email, password: PASSWORD });
    const { body } = await oauth.trade(codeOf(await browser.send(asked, '/consent')));
    expect(decodeProtectedHeader(body.access_token).kid).not.toBe(keys[0].kid);
    expect((await oauth.call('GET', '/oauth/userinfo', { token: body.access_token })).status).toBe(200);
  }, 30_000);
});

/** Lets time pass for the signing keys until another one signs; the service looks every few seconds. */
async function rotate(): Promise<void> {
  const kid = async () => (await oauth.call('GET', '/oauth/jwks')).body.keys[0].kid;
  const before = await kid();
  while ((await kid()) === before) {
    await oauth.database.query(`UPDATE signing_keys SET status_since = status_since - interval '31 days'`);
    await sleep(500);
  }
}
