import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startUser, type TestUser } from '../user.fixture.ts';

const HOME = { name: 'Ada', line1: 'Hauptstraße 1', city: 'Berlin', postalCode: '10115', country: 'DE' };

let user: TestUser;
beforeAll(async () => void (user = await startUser()));
afterAll(() => user.close());

const keepAddress = (token: string) => user.call('POST', '/v1/users/me/addresses', { token, body: HOME });

describe('GET /v1/users/me/export', () => {
  it('has all that is kept of a user, and no secrets', async () => {
    const { id, email, accessToken: token } = await user.joinAndSignIn();
    for (let more = 0; more < 101; more++) await keepAddress(token);
    const { status, headers, body } = await user.call('GET', '/v1/users/me/export', { token });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body).sort()).toEqual(['addresses', 'events', 'sessions', 'user']);
    expect(body.user).toMatchObject({ id, email });
    expect(body.addresses).toHaveLength(101);
    expect(body.sessions).toEqual([expect.objectContaining({ current: true })]);
    expect(body.events).toEqual([expect.objectContaining({ type: 'sign_in.succeeded', userId: id })]);
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash/i);
  });
});

/** What happened, and who has left: without a name or an address. */
const KEEP_THE_ID = ['audit_events', 'departures'];

describe('DELETE /v1/users/me', () => {
  const erase = (token: string, password: unknown = PASSWORD) =>
    user.call('DELETE', '/v1/users/me', { token, body: { password } });

  it('removes the person, and all that is kept of them but what happened', async () => {
    const { id, email, accessToken: token, refreshToken } = await user.joinAndSignIn();
    await keepAddress(token);
    await user.call('POST', '/v1/auth/forgot-password', { body: { email } });
    expect((await erase(token)).status).toBe(204);
    expect((await user.call('GET', '/v1/users/me', { token })).status).toBe(404);
    expect((await user.call('POST', '/v1/auth/refresh', { body: { refreshToken } })).status).toBe(401);
    const events = await user.database.query<{ type: string }>('SELECT * FROM audit_events WHERE user_id = $1', [id]);
    expect(events.map(({ type }) => type)).toEqual(['sign_in.succeeded', 'account.erased']);
    const tables = await user.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    for (const { name: table } of tables) {
      const rows = JSON.stringify(await user.database.query(`SELECT * FROM ${table}`));
      for (const trace of [email, ...(KEEP_THE_ID.includes(table) ? [] : [id])]) {
        expect([table, rows.includes(trace)]).toEqual([table, false]);
      }
    }
  });

  it('frees the address', async () => {
    const { email, accessToken } = await user.joinAndSignIn();
    await erase(accessToken);
    expect((await user.join({ email })).email).toBe(email);
  });

  it.each([
    ['password.wrong', 'not the password'],
    ['request.invalid', undefined],
    ['request.invalid', 0],
  ])('answers %s to the password %j, and removes nothing', async (code, password) => {
    const { accessToken: token } = await user.joinAndSignIn();
    const { status, body } = await user.call('DELETE', '/v1/users/me', { token, body: { password } });
    expect([status, body.code]).toEqual([400, code]);
    expect((await user.call('GET', '/v1/users/me', { token })).status).toBe(200);
  });
});
