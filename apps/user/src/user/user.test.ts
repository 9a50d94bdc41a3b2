import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { user as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import { grpcClient } from '@shopmesh/testing';
import { startUser, type TestUser } from '../user.fixture.ts';

const NOBODY = '018f3c5e-0000-7000-8000-000000000000';

let user: TestUser;
let admin: string;
beforeAll(async () => {
  user = await startUser();
  admin = (await user.joinAndSignIn({ roles: ['admin'] })).accessToken;
});
afterAll(() => user.close());

describe('/v1/users/me', () => {
  it('shows who is signed in', async () => {
    const { accessToken, id, email, emailVerified, name, roles, createdAt } = await user.joinAndSignIn();
    const { status, body } = await user.call('GET', '/v1/users/me', { token: accessToken });
    expect([status, body]).toEqual([200, { id, email, emailVerified, name, roles, createdAt }]);
  });

  it('changes the name', async () => {
    const { accessToken: token } = await user.joinAndSignIn();
    const { status, body } = await user.call('PATCH', '/v1/users/me', { token, body: { name: 'Ada Lovelace' } });
    expect([status, body.name]).toEqual([200, 'Ada Lovelace']);
    expect((await user.call('GET', '/v1/users/me', { token })).body.name).toBe('Ada Lovelace');
  });

  it.each([{}, { name: 0 }, { name: '\u0000' }, { name: 'Ada', roles: ['admin'] }, { email: 'new@example.com' }])(
    'refuses the change %j',
    async (body) => {
      const { accessToken: token } = await user.joinAndSignIn();
      expect((await user.call('PATCH', '/v1/users/me', { token, body })).status).toBe(400);
    },
  );

  it('finds nobody for a token that outlived its user', async () => {
    const { accessToken: token, id } = await user.joinAndSignIn();
    await user.database.query('DELETE FROM users WHERE id = $1', [id]);
    expect((await user.call('GET', '/v1/users/me', { token })).status).toBe(404);
  });

  it('is closed to callers without a token', async () => {
    const { status, headers } = await user.call('GET', '/v1/users/me');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="shopmesh"']);
  });
});

describe('/v1/users', () => {
  it.each([
    ['GET', '/v1/users', undefined],
    ['GET', `/v1/users/${NOBODY}`, undefined],
    ['PUT', `/v1/users/${NOBODY}/roles`, { roles: ['admin'] }],
  ])('is closed to customers and staff: %s %s', async (method, path, body) => {
    for (const roles of [['customer'], ['staff', 'customer']]) {
      const { accessToken: token } = await user.joinAndSignIn({ roles });
      const answer = await user.call(method, path, { token, body });
      expect([answer.status, answer.body.code]).toEqual([403, 'role.missing']);
    }
  });

  it('lists everybody once, the newest first', async () => {
    for (const name of ['first', 'second', 'third']) await user.join({ name });
    const seen: { id: string; name: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await user.call('GET', `/v1/users?limit=2${cursor && `&cursor=${cursor}`}`, { token: admin });
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen.slice(0, 3).map(({ name }) => name)).toEqual(['third', 'second', 'first']);
    const [{ count }] = (await user.database.query<{ count: string }>('SELECT count(*) FROM users')) as [
      { count: string },
    ];
    expect(new Set(seen.map(({ id }) => id)).size).toBe(Number(count));
    expect(seen).toHaveLength(Number(count));
  });

  it.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=x', 'cursor=made-up', 'cursor=', 'role=admin'])(
    'refuses ?%s',
    async (query) => {
      expect((await user.call('GET', `/v1/users?${query}`, { token: admin })).status).toBe(400);
    },
  );

  it('shows one', async () => {
    const made = await user.join();
    const { status, body } = await user.call('GET', `/v1/users/${made.id}`, { token: admin });
    expect([status, body]).toEqual([200, made]);
  });

  it('does not find what is not there', async () => {
    const { status, body } = await user.call('GET', `/v1/users/${NOBODY}`, { token: admin });
    expect([status, body.code]).toEqual([404, 'user.not_found']);
    expect((await user.call('GET', '/v1/users/1', { token: admin })).status).toBe(400);
  });

  it('sets roles, which count from the next token on', async () => {
    const { id, email } = await user.join();
    const roles = ['staff', 'admin', 'staff'];
    const { status, body } = await user.call('PUT', `/v1/users/${id}/roles`, { token: admin, body: { roles } });
    expect([status, body.roles]).toEqual([200, ['staff', 'admin']]);
    const { accessToken } = await user.signIn(email);
    expect((await user.call('GET', '/v1/users', { token: accessToken })).status).toBe(200);
  });

  it.each([[[]], [['king']], ['admin'], [null], [[0]], [Array(4).fill('admin')]])(
    'refuses the roles %j',
    async (roles) => {
      const { id } = await user.join();
      const { status } = await user.call('PUT', `/v1/users/${id}/roles`, { token: admin, body: { roles } });
      expect(status).toBe(400);
    },
  );
});

describe('UserService.GetUsers', () => {
  const ask = async (userIds: string[]) => {
    const client = grpcClient('user', user.grpc, 'order');
    const service = client.getService<proto.UserServiceClient>(proto.USER_SERVICE_NAME);
    try {
      return (await unary('user', 2000, (...options) => service.getUsers({ userIds }, ...options))).users;
    } finally {
      client.close();
    }
  };

  it('tells how to address and reach users, of those that there are', async () => {
    const { id, email, name } = await user.join();
    expect(await ask([NOBODY, id])).toEqual([{ userId: id, email, name }]);
  });

  it.each([[['1']], [['']], [Array<string>(101).fill(NOBODY)]])('refuses %j', async (ids) => {
    await expect(ask(ids)).rejects.toMatchObject({ kind: 'invalid', code: 'request.invalid' });
  });
});
