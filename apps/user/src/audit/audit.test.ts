import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail, PASSWORD, startUser, type TestUser } from '../user.fixture.ts';

let user: TestUser, admin: { id: string; accessToken: string };
beforeAll(async () => {
  user = await startUser();
  admin = await user.joinAndSignIn({ roles: ['admin'] });
});
afterAll(() => user.close());

const trail = async (query = '') => (await user.call('GET', `/v1/audit?${query}`, { token: admin.accessToken })).body;
const eventsOf = async (userId: string) => (await trail(`userId=${userId}`)).items as any[];
const happened = (type: string, userId: string, rest: object = {}) => ({
  id: expect.any(String),
  at: expect.stringMatching(/Z$/),
  type,
  userId,
  address: '192.0.2.9',
  data: {},
  ...rest,
});
const headers = { 'x-real-ip': '192.0.2.9' };

describe('GET /v1/audit', () => {
  it('tells of sign-ins, and of those that failed', async () => {
    const { id, email } = await user.join();
    for (const password of ['not the password', PASSWORD])
      await user.call('POST', '/v1/auth/login', { body: { email, password }, headers });
    expect(await eventsOf(id)).toEqual([
      happened('sign_in.succeeded', id, { data: { sessionId: expect.any(String) } }),
      happened('sign_in.failed', id),
    ]);
  });

  it('tells of changed roles and by whom', async () => {
    const { id } = await user.join();
    const body = { roles: ['staff'] };
    await user.call('PUT', `/v1/users/${id}/roles`, { token: admin.accessToken, body, headers });
    const data = { from: ['customer'], to: ['staff'] };
    expect(await eventsOf(id)).toEqual([happened('roles.changed', id, { actorId: admin.id, data })]);
  });

  it('tells of a changed password', async () => {
    const { id, accessToken: token } = await user.joinAndSignIn();
    const body = { currentPassword: PASSWORD, newPassword: 'another horse battery' };
    await user.call('PUT', '/v1/users/me/password', { token, body, headers });
    expect((await eventsOf(id))[0]).toEqual(happened('password.changed', id));
  });

  it('tells who was refused what', async () => {
    const { id, accessToken: token } = await user.joinAndSignIn();
    await user.call('PUT', `/v1/users/${id}/roles`, { token, body: { roles: ['admin'] }, headers });
    const data = { method: 'PUT', route: '/v1/users/:id/roles' };
    expect((await eventsOf(id))[0]).toEqual(happened('access.refused', id, { data }));
  });

  it('names no stranger, and holds no password', async () => {
    const [email, password] = [newEmail(), 'a secret of somebody'];
    await user.call('POST', '/v1/auth/login', { body: { email, password } });
    const [event] = (await trail('type=sign_in.failed&limit=1')).items;
    expect(event).not.toHaveProperty('userId');
    expect(event.data).toEqual({ emailHash: expect.stringMatching(/^[\w-]{43}$/) });
    const rows = JSON.stringify(await user.database.query('SELECT * FROM audit_events'));
    for (const secret of [email, password, PASSWORD]) expect(rows).not.toContain(secret);
  });

  it('turns pages, and refuses the cursor of another list', async () => {
    const { id, email } = await user.join();
    for (let time = 0; time < 3; time++) await user.signIn(email);
    const first = await trail(`userId=${id}&limit=2`);
    const second = await trail(`userId=${id}&limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect((await trail(`limit=2&cursor=${first.nextCursor}`)).code).toBe('cursor.invalid');
  });

  it.each([['customer'], ['staff']])('is closed to %s', async (role) => {
    const { accessToken: token } = await user.joinAndSignIn({ roles: [role] });
    expect((await user.call('GET', '/v1/audit', { token })).status).toBe(403);
  });

  it.each(['type=made.up', 'userId=1', 'limit=0', 'actor=x'])('refuses ?%s', async (query) => {
    expect((await trail(query)).status).toBe(400);
  });

  it.each(['UPDATE audit_events SET type = $$x$$', 'DELETE FROM audit_events', 'TRUNCATE audit_events'])(
    'cannot be rewritten: %s',
    async (statement) => {
      await expect(user.database.query(statement)).rejects.toThrow('audit_events is append-only');
    },
  );
});
