import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ADDRESS, admin, call, newCustomer, newProduct, orderOf, place, signIn, staff } from './client.ts';
import { target } from './target.ts';

/** Mails are files where the shop is one of our own. */
const { dataDir } = target();
const embedded = dataDir === undefined ? describe.skip : describe;

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

it('makes one pair of one refresh token, however many ask at once', async () => {
  const { email, password } = await newCustomer();
  const { refreshToken } = (await call('POST', '/v1/auth/login', { body: { email, password } })).body;
  const refresh = () => call('POST', '/v1/auth/refresh', { body: { refreshToken } });
  const answers = await Promise.all(Array.from({ length: 20 }, refresh));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
});

it('shows where a person is signed in, and signs them out there', async () => {
  const { email, password, token } = await newCustomer();
  const login = { body: { email, password }, headers: { 'user-agent': 'Lost Phone/1' } };
  const { refreshToken } = (await call('POST', '/v1/auth/login', login)).body;
  const { items } = (await call('GET', '/v1/users/me/sessions', { token })).body;
  expect(items.map((item: { current: boolean }) => item.current)).toEqual([false, true]);
  expect(items[0].userAgent).toBe('Lost Phone/1');
  expect((await call('DELETE', `/v1/users/me/sessions/${items[0].id}`, { token })).status).toBe(204);
  expect((await call('POST', '/v1/auth/refresh', { body: { refreshToken } })).status).toBe(401);
});

it('slows down who guesses a password', async () => {
  const { email, password } = await newCustomer();
  const guess = () => call('POST', '/v1/auth/login', { body: { email, password: 'not the password' } });
  for (let time = 0; time < 5; time++) expect((await guess()).status).toBe(401);
  const refused = await guess();
  expect([refused.status, refused.body.code]).toEqual([429, 'auth.slow_down']);
  await new Promise((done) => setTimeout(done, 1000 * Number(refused.headers.get('retry-after'))));
  expect(await signIn({ email, password })).toEqual(expect.any(String));
});

it('removes a person, and keeps what they ordered', async () => {
  const { token, email, password } = await newCustomer();
  const { body: order } = await place(token, orderOf([(await newProduct(1)).id]));
  expect((await call('GET', '/v1/users/me/export', { token })).body.user.email).toBe(email);
  expect((await call('DELETE', '/v1/users/me', { token, body: { password } })).status).toBe(204);
  expect((await call('GET', '/v1/users/me', { token })).status).toBe(404);
  expect((await call('POST', '/v1/auth/login', { body: { email, password } })).status).toBe(401);
  const kept = await call('GET', `/v1/orders/${order.id}`, { token: await staff() });
  expect([kept.status, kept.body.id]).toEqual([200, order.id]);
});

it('has the orders of somebody who left forget where they lived, once they are over', async () => {
  const { token, password } = await newCustomer();
  const product = await newProduct(5);
  await call('PUT', `/v1/cart/items/${product.id}`, { token, body: { quantity: 1 } });
  const over = (await place(token, orderOf([product.id]))).body;
  const underWay = (await place(token, orderOf([product.id]))).body;
  for (const step of ['ship', 'deliver']) await call('POST', `/v1/orders/${over.id}/${step}`, { token: await staff() });
  await call('DELETE', '/v1/users/me', { token, body: { password } });
  const addressOf = async ({ id }: { id: string }) =>
    (await call('GET', `/v1/orders/${id}`, { token: await staff() })).body.shippingAddress;
  for (let tries = 0; (await addressOf(over)).name !== 'removed' && tries < 50; tries++) {
    await new Promise((done) => setTimeout(done, 100));
  }
  const removed = { name: 'removed', line1: 'removed', city: 'removed', postalCode: 'removed' };
  expect(await addressOf(over)).toEqual({ ...removed, country: over.shippingAddress.country });
  expect(await addressOf(underWay)).toEqual(underWay.shippingAddress);
  expect((await call('GET', '/v1/cart', { token })).body.items).toEqual([]);
});

it('tells an admin what happened to an account', async () => {
  const { token } = await newCustomer();
  const { id } = (await call('GET', '/v1/users/me', { token })).body;
  await call('GET', '/v1/users', { token });
  const { items } = (await call('GET', `/v1/audit?userId=${id}`, { token: await admin() })).body;
  expect(items.map(({ type }: { type: string }) => type)).toEqual(['access.refused', 'sign_in.succeeded']);
});

embedded('mails', () => {
  /** The token of the mail to an address that contains a text, as soon as it is there. */
  async function mailed(email: string, text: string): Promise<string> {
    const folder = join(dataDir ?? '', 'mails');
    for (let tries = 0; tries < 100; tries++) {
      const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml'));
      const mails = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
      // Quoted-printable breaks long lines.
      const mail = mails.find((mail) => mail.includes(`To: ${email}`) && mail.includes(text))?.replaceAll('=\r\n', '');
      if (mail) return /#([\w-]{43})/.exec(mail)?.[1] ?? 'no token';
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`no mail came to ${email}`);
  }

  it('let a person confirm their address and choose a new password', async () => {
    const { email, token } = await newCustomer();
    expect((await call('GET', '/account/verify-email')).text).toContain('Confirm your e-mail address');
    const proof = { token: await mailed(email, 'confirm your e-mail') };
    expect((await call('POST', '/v1/auth/verify-email', { body: proof })).status).toBe(204);
    expect((await call('GET', '/v1/users/me', { token })).body.emailVerified).toBe(true);
    expect((await call('POST', '/v1/auth/forgot-password', { body: { email } })).status).toBe(202);
    const reset = { token: await mailed(email, 'new password'), password: 'chosen by mail this time' };
    expect((await call('POST', '/v1/auth/reset-password', { body: reset })).status).toBe(204);
    expect((await call('POST', '/v1/auth/reset-password', { body: reset })).status).toBe(400);
    expect(await signIn({ email, password: reset.password })).toEqual(expect.any(String));
  });
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
