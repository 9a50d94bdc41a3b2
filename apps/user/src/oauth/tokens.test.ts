import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { APP, SITE, SITE_REDIRECT, startOAuth, type TestOAuth } from './oauth.fixture.ts';

let oauth: TestOAuth;
beforeAll(async () => void (oauth = await startOAuth()));
afterAll(() => oauth.close());

const tokensOf = async (email: string, changes?: Record<string, string>) =>
  (await oauth.trade(await oauth.authorize(email, changes))).body;
/** As if the grace of all that was used were over. */
const letGracePass = () => oauth.database.query(`UPDATE oauth_records SET consumed_at = consumed_at - interval '11 s'`);

describe('a code', () => {
  it('is traded for an access token like those of /v1/auth, an ID token and a refresh token', async () => {
    const { id, email } = await oauth.join();
    const body = await tokensOf(email, { nonce: 'as sent' });
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'openid profile email shop' });
    expect(decodeProtectedHeader(body.access_token)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) });
    const claims = decodeJwt(body.access_token);
    expect(claims).toMatchObject({ iss: oauth.url, aud: 'shopmesh', sub: id, roles: ['customer'], client_id: APP });
    expect(claims.exp! - claims.iat!).toBe(600);
    expect(decodeJwt(body.id_token)).toMatchObject({ iss: oauth.url, aud: APP, sub: id, nonce: 'as sent', email });
    const me = await oauth.call('GET', '/v1/users/me', { token: body.access_token });
    expect([me.status, me.body.email]).toEqual([200, email]);
  });

  it('brings the roles of the moment', async () => {
    const { id, email } = await oauth.join();
    const { refresh_token: token } = await tokensOf(email);
    await oauth.database.query(`UPDATE users SET roles = '{staff}' WHERE id = $1`, [id]);
    expect(decodeJwt((await oauth.refresh(token)).body.access_token)['roles']).toEqual(['staff']);
  });

  it('without the scope shop tells who somebody is, and opens nothing', async () => {
    const { id, email } = await oauth.join();
    const body = await tokensOf(email, { scope: 'openid' });
    expect(body.refresh_token).toBeUndefined();
    const userInfo = await oauth.call('GET', '/oauth/userinfo', { token: body.access_token });
    expect([userInfo.status, userInfo.body]).toEqual([200, { sub: id }]);
    expect((await oauth.call('GET', '/v1/users/me', { token: body.access_token })).status).toBe(401);
  });

  it('comes back to a site that keeps a secret, which has to show it', async () => {
    const { email } = await oauth.join();
    const request = { client_id: SITE, redirect_uri: SITE_REDIRECT };
    const code = await oauth.authorize(email, request);
    expect((await oauth.trade(code, request)).status).toBe(401);
    const form = { grant_type: 'authorization_code', code, redirect_uri: SITE_REDIRECT, code_verifier: oauth.verifier };
    expect((await oauth.post('/oauth/token', form, SITE)).status).toBe(200);
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['no verifier', { code_verifier: '' }],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1/callback' }],
    ['another client', { client_id: SITE }],
  ])('gives nothing with %s', async (_, changes) => {
    const { email } = await oauth.join();
    const { status, body } = await oauth.trade(await oauth.authorize(email), changes);
    expect([status >= 400 && status < 500, body.access_token]).toEqual([true, undefined]);
  });

  it('ends what it gave when it comes twice', async () => {
    const { email } = await oauth.join();
    const code = await oauth.authorize(email);
    const first = await oauth.trade(code);
    expect((await oauth.trade(code)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await oauth.refresh(first.body.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a refresh token', () => {
  it('is good for one use, and a later use ends its family', async () => {
    const { email } = await oauth.join();
    const { refresh_token: used } = await tokensOf(email);
    const { refresh_token: next } = (await oauth.refresh(used)).body;
    await letGracePass();
    expect((await oauth.refresh(used)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await oauth.refresh(next)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('that comes again at once is refused, and its family lives on', async () => {
    const { email } = await oauth.join();
    const { refresh_token: used } = await tokensOf(email);
    const { refresh_token: next } = (await oauth.refresh(used)).body;
    expect((await oauth.refresh(used)).status).toBe(400);
    expect((await oauth.refresh(next)).status).toBe(200);
  });

  it('has one successor, however many ask at once', async () => {
    const { email } = await oauth.join();
    const { refresh_token: token } = await tokensOf(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => oauth.refresh(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(400)]);
  });

  it('is a session of its user, and ends with it', async () => {
    const { email } = await oauth.join();
    const { refresh_token: token, access_token: accessToken } = await tokensOf(email);
    const { items } = (await oauth.call('GET', '/v1/users/me/sessions', { token: accessToken })).body;
    expect(items).toEqual([expect.objectContaining({ clientId: APP })]);
    const ended = await oauth.call('DELETE', `/v1/users/me/sessions/${items[0].id}`, { token: accessToken });
    expect(ended.status).toBe(204);
    expect((await oauth.refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends with its session, however that ended', async () => {
    const { id, email } = await oauth.join();
    const { refresh_token: token } = await tokensOf(email);
    await oauth.database.query('UPDATE sessions SET ended_at = now() WHERE user_id = $1', [id]);
    expect((await oauth.refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends with its user', async () => {
    const { id, email } = await oauth.join();
    const { refresh_token: token } = await tokensOf(email);
    await oauth.database.query('DELETE FROM users WHERE id = $1', [id]);
    expect((await oauth.refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends its session when it is revoked', async () => {
    const { id, email } = await oauth.join();
    const { refresh_token: token } = await tokensOf(email);
    expect((await oauth.post('/oauth/revoke', { token, client_id: APP })).status).toBe(200);
    expect((await oauth.refresh(token)).body).toMatchObject({ error: 'invalid_grant' });
    const query = 'SELECT ended_at FROM sessions WHERE user_id = $1';
    const [session] = await oauth.database.query<{ ended_at: Date | null }>(query, [id]);
    expect(session?.ended_at).not.toBeNull();
  });

  it('lies with all other secrets as a digest', async () => {
    const { email } = await oauth.join();
    const browser = oauth.browser();
    const code = await oauth.authorize(email, {}, browser);
    const { refresh_token: token } = (await oauth.trade(code)).body;
    const kept = JSON.stringify(await oauth.database.query('SELECT payload, grant_id, uid FROM oauth_records'));
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(browser.cookie('_session'));
  });
});

describe('introspection', () => {
  const look = (token: string, client?: string) =>
    oauth.post('/oauth/introspect', { token, ...(!client && { client_id: APP }) }, client);

  it('tells of access tokens, to those who keep a secret and to their own application', async () => {
    const { id, email } = await oauth.join();
    const { access_token: token } = await tokensOf(email);
    for (const client of [SITE, undefined]) {
      expect((await look(token, client)).body).toMatchObject({ active: true, sub: id, client_id: APP });
    }
    const { accessToken } = await oauth.joinAndSignIn();
    expect((await look(accessToken, SITE)).body).toMatchObject({ active: true, aud: 'shopmesh' });
    expect((await look(accessToken)).body).toEqual({ active: false });
  });

  it('calls inactive what is not a token, or an ID token', async () => {
    const { email } = await oauth.join();
    const { id_token: idToken, access_token: token } = await tokensOf(email);
    for (const text of ['x', idToken, `${token}x`]) expect((await look(text, SITE)).body).toEqual({ active: false });
  });

  it('is for clients only', async () => {
    expect((await oauth.post('/oauth/introspect', { token: 'x' })).status).toBe(400);
  });
});

describe('GET /oauth/userinfo', () => {
  it.each([
    ['no token', undefined, 401, 'Bearer realm="shopmesh"'],
    ['a token that is none', 'Bearer x', 401, 'Bearer realm="shopmesh", error="invalid_token"'],
  ])('refuses %s', async (_, authorization, status, challenge) => {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    const answer = await oauth.call('GET', '/oauth/userinfo', { headers });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([status, challenge]);
  });

  it('refuses a token that did not ask for it', async () => {
    const { accessToken } = await oauth.joinAndSignIn();
    expect((await oauth.call('GET', '/oauth/userinfo', { token: accessToken })).body.code).toBe('scope.missing');
  });
});
