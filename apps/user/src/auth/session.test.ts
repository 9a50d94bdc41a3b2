import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startUser, type TestUser } from '../user.fixture.ts';
import { networkOf, userAgentOf } from './origin.ts';

const PATH = '/v1/users/me/sessions';
const NO_SESSION = '018f3c5e-0000-7000-8000-000000000000';

let user: TestUser;
beforeAll(async () => void (user = await startUser()));
afterAll(() => user.close());

const refreshStatus = async (refreshToken: string) =>
  (await user.call('POST', '/v1/auth/refresh', { body: { refreshToken } })).status;

describe(PATH, () => {
  it('shows where somebody is signed in, and which of it this is', async () => {
    const { email } = await user.joinAndSignIn();
    const phone = await user.call('POST', '/v1/auth/login', {
      body: { email, password: PASSWORD },
      headers: { 'user-agent': 'Phone/1.0' },
    });
    const { status, body } = await user.call('GET', PATH, { token: phone.body.accessToken });
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        { id: expect.any(String), clientId: 'shop', userAgent: 'Phone/1.0', ...times(), current: true },
        { id: expect.any(String), clientId: 'shop', userAgent: 'node', ...times(), current: false },
      ],
      nextCursor: null,
    });
  });

  it('knows the session again after a refresh', async () => {
    const { accessToken, refreshToken } = await user.joinAndSignIn();
    const { body } = await user.call('POST', '/v1/auth/refresh', { body: { refreshToken } });
    const [before] = (await user.call('GET', PATH, { token: accessToken })).body.items;
    const after = (await user.call('GET', PATH, { token: body.accessToken })).body.items;
    expect(after).toEqual([before]);
    expect(after[0].current).toBe(true);
    expect(after[0].lastUsedAt > after[0].createdAt).toBe(true);
  });

  it('turns pages', async () => {
    const { email, accessToken: token } = await user.joinAndSignIn();
    for (let more = 0; more < 2; more++) await user.signIn(email);
    const first = (await user.call('GET', `${PATH}?limit=2`, { token })).body;
    const second = (await user.call('GET', `${PATH}?limit=2&cursor=${first.nextCursor}`, { token })).body;
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  it('ends one', async () => {
    const { email, accessToken: token, refreshToken } = await user.joinAndSignIn();
    const other = await user.signIn(email);
    const [{ id }] = (await user.call('GET', PATH, { token })).body.items;
    expect((await user.call('DELETE', `${PATH}/${id}`, { token })).status).toBe(204);
    expect(await refreshStatus(other.refreshToken)).toBe(401);
    expect(await refreshStatus(refreshToken)).toBe(200);
    expect((await user.call('DELETE', `${PATH}/${id}`, { token })).body.code).toBe('session.not_found');
  });

  it('ends all others', async () => {
    const { email, accessToken: token, refreshToken } = await user.joinAndSignIn();
    const others = [await user.signIn(email), await user.signIn(email)];
    expect((await user.call('DELETE', PATH, { token })).status).toBe(204);
    for (const other of others) expect(await refreshStatus(other.refreshToken)).toBe(401);
    expect(await refreshStatus(refreshToken)).toBe(200);
    expect((await user.call('GET', PATH, { token })).body.items).toHaveLength(1);
  });

  it('ends what an OAuth client was granted together with its session', async () => {
    const { id: userId, accessToken: token } = await user.joinAndSignIn();
    await user.database.query(
      `INSERT INTO sessions (id, user_id, client_id, grant_id, scope, expires_at)
       VALUES ('018f3c5e-0000-7000-8000-000000000001', $1, 'a-client', 'a-grant', 'openid', now() + interval '1 day')`,
      [userId],
    );
    await user.database.query(
      `INSERT INTO oauth_records (model, id, payload, account_id, grant_id, expires_at)
       VALUES ('RefreshToken', 'a-hash', '{}', $1, 'a-grant', now() + interval '1 day')`,
      [userId],
    );
    const [, granted] = (await user.call('GET', PATH, { token })).body.items;
    expect(granted).toMatchObject({ clientId: 'a-client', current: false });
    expect((await user.call('DELETE', `${PATH}/${granted.id}`, { token })).status).toBe(204);
    expect(await user.database.query(`SELECT 1 FROM oauth_records WHERE grant_id = 'a-grant'`)).toEqual([]);
  });

  it('hides them from everybody else', async () => {
    const { accessToken, refreshToken } = await user.joinAndSignIn();
    const [{ id }] = (await user.call('GET', PATH, { token: accessToken })).body.items;
    const { accessToken: token } = await user.joinAndSignIn({ roles: ['admin'] });
    const answers = [`${PATH}/${id}`, `${PATH}/${NO_SESSION}`].map((path) => user.call('DELETE', path, { token }));
    const [known, unknown] = (await Promise.all(answers)).map(({ status, body }) => ({ status, ...body, traceId: '' }));
    expect(known).toEqual(unknown);
    expect(known).toMatchObject({ status: 404, code: 'session.not_found' });
    expect(await refreshStatus(refreshToken)).toBe(200);
  });
});

describe('PUT /v1/users/me/password', () => {
  const change = (token: string, body: object) => user.call('PUT', '/v1/users/me/password', { token, body });

  it('ends every session, and the old password with them', async () => {
    const { email, accessToken, refreshToken } = await user.joinAndSignIn();
    const other = await user.signIn(email);
    const newPassword = 'another horse battery';
    expect((await change(accessToken, { currentPassword: PASSWORD, newPassword })).status).toBe(204);
    for (const token of [refreshToken, other.refreshToken]) expect(await refreshStatus(token)).toBe(401);
    const signIn = async (password: string) =>
      (await user.call('POST', '/v1/auth/login', { body: { email, password } })).status;
    expect([await signIn(PASSWORD), await signIn(newPassword)]).toEqual([401, 200]);
  });

  it.each([
    ['currentPassword', 'password.wrong', { currentPassword: 'not the password' }],
    ['newPassword', 'request.invalid', { newPassword: 'password1' }],
    ['newPassword', 'request.invalid', { newPassword: undefined }],
    ['currentPassword', 'request.invalid', { currentPassword: 0 }],
  ])('refuses a bad %s as %s: %j', async (path, code, changes) => {
    const { accessToken, refreshToken } = await user.joinAndSignIn();
    const asked = { currentPassword: PASSWORD, newPassword: 'another horse battery', ...changes };
    const { status, body } = await change(accessToken, asked);
    expect([status, body.code, body.errors]).toEqual([400, code, [expect.objectContaining({ path })]]);
    expect(await refreshStatus(refreshToken)).toBe(200);
  });

  it('lets one of two at once win', async () => {
    const { accessToken } = await user.joinAndSignIn();
    const answers = await Promise.all(
      ['one horse battery', 'two horse battery'].map((newPassword) =>
        change(accessToken, { currentPassword: PASSWORD, newPassword }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  it('opens no session to the old password while it is being changed', async () => {
    const { id, email } = await user.join();
    const changing = user.database.query(`
      BEGIN; UPDATE users SET password_hash = 'another' WHERE id = '${id}'; SELECT pg_sleep(0.5); COMMIT`);
    await sleep(100);
    const { status } = await user.call('POST', '/v1/auth/login', { body: { email, password: PASSWORD } });
    expect(status).toBe(401);
    await changing;
    expect(await user.database.query('SELECT id FROM sessions WHERE user_id = $1', [id])).toEqual([]);
  });
});

describe('userAgentOf', () => {
  it.each([
    ['Mozilla/5.0', 'Mozilla/5.0'],
    [' Mozilla\u001b[31m\u202e ', 'Mozilla[31m'],
    ['x'.repeat(300), 'x'.repeat(200)],
    [' \t', null],
    [undefined, null],
  ])('makes of %j %j', (header, expected) => expect(userAgentOf(header)).toBe(expected));
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('puts %s in %s', (address, expected) => expect(networkOf(address)).toBe(expected));
});

function times() {
  return { createdAt: expect.stringMatching(/Z$/), lastUsedAt: expect.stringMatching(/Z$/) };
}
