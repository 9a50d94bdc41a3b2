import { expect, it } from '@jest/globals';
import { ADDRESS, admin, call, newCustomer, signIn } from './client.ts';

it('takes a person from registration to signing out', async () => {
  const { email, password, token } = await newCustomer();
  const me = await call('GET', '/v1/users/me', { token });
  expect(me.body).toMatchObject({ email, name: 'Robin Test', roles: ['customer'] });
  const renamed = await call('PATCH', '/v1/users/me', { token, body: { name: 'Robin Again' } });
  expect(renamed.body.name).toBe('Robin Again');
  const session = (await call('POST', '/v1/auth/login', { body: { email, password } })).body;
  const renewed = await call('POST', '/v1/auth/refresh', { body: { refreshToken: session.refreshToken } });
  expect(renewed.body).toMatchObject({ tokenType: 'Bearer', expiresIn: 600 });
  const out = await call('POST', '/v1/auth/logout', { body: { refreshToken: renewed.body.refreshToken } });
  expect(out.status).toBe(204);
  const late = await call('POST', '/v1/auth/refresh', { body: { refreshToken: renewed.body.refreshToken } });
  expect([late.status, late.headers.has('www-authenticate')]).toEqual([401, true]);
});

it('keeps addresses', async () => {
  const { token } = await newCustomer();
  const made = await call('POST', '/v1/users/me/addresses', { token, body: ADDRESS });
  expect(made.body).toMatchObject(ADDRESS);
  expect((await call('GET', '/v1/users/me/addresses', { token })).body.items).toHaveLength(1);
  expect((await call('DELETE', `/v1/users/me/addresses/${made.body.id}`, { token })).status).toBe(204);
  expect((await call('GET', '/v1/users/me/addresses', { token })).body.items).toEqual([]);
});

it('does not tell a known address from an unknown one at sign-in', async () => {
  const { email } = await newCustomer();
  const answers = await Promise.all(
    [email, 'nobody@example.com'].map((address) =>
      call('POST', '/v1/auth/login', { body: { email: address, password: 'not the password' } }),
    ),
  );
  const shown = answers.map(({ status, body }) => ({ status, ...body, traceId: '' }));
  expect(shown[0]).toEqual(shown[1]);
  expect(shown[0]).toMatchObject({ status: 401, code: 'auth.bad_credentials' });
});

it('lets an admin give roles, which the next token has', async () => {
  const { email, password, token } = await newCustomer();
  const { id } = (await call('GET', '/v1/users/me', { token })).body;
  const boss = await admin();
  expect((await call('GET', `/v1/users/${id}`, { token })).status).toBe(403);
  const put = await call('PUT', `/v1/users/${id}/roles`, { token: boss, body: { roles: ['customer', 'staff'] } });
  expect(put.status).toBe(200);
  expect((await call('GET', '/v1/orders?status=CONFIRMED', { token: await signIn({ email, password }) })).status).toBe(
    200,
  );
});

it.each([
  ['no token', undefined],
  ['a token that is none', 'Bearer x'],
  ['another scheme', 'Basic YTpi'],
  ['a token signed by nobody', `Bearer ${part({ alg: 'none', typ: 'at+jwt' })}.${part({ sub: 'x' })}.`],
])('answers 401 with a challenge to %s', async (_, authorization) => {
  const answer = await call('GET', '/v1/users/me', { headers: authorization ? { authorization } : {} });
  expect([answer.status, answer.headers.has('www-authenticate')]).toEqual([401, true]);
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
