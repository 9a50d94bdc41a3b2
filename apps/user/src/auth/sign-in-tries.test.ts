import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail, PASSWORD, startUser, type TestUser } from '../user.fixture.ts';
import { delaySeconds } from './sign-in-tries.ts';

let user: TestUser;
beforeAll(async () => void (user = await startUser()));
afterAll(() => user.close());

const signIn = (email: string, password: string, address = '192.0.2.1') =>
  user.call('POST', '/v1/auth/login', { body: { email, password }, headers: { 'x-real-ip': address } });
const fail = (email: string, address?: string) => signIn(email, 'not the password', address);
const failOften = async (email: string, times: number) => {
  for (let time = 0; time < times; time++) expect((await fail(email)).status).toBe(401);
};
/** As if all failures had been that long ago. */
const wait = (interval: string) =>
  user.database.query('UPDATE sign_in_failures SET last_at = last_at - $1::interval', [interval]);

describe('signing in', () => {
  it('is slowed down after five failures, for who has the password too, and not for ever', async () => {
    const { email } = await user.join();
    await failOften(email, 5);
    const refused = await signIn(email, PASSWORD);
    expect([refused.status, refused.body.code]).toEqual([429, 'auth.slow_down']);
    expect(refused.headers.get('retry-after')).toBe('1');
    await wait('1 second');
    expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  it('begins anew after a success', async () => {
    const { email } = await user.join();
    await failOften(email, 4);
    expect((await signIn(email, PASSWORD)).status).toBe(200);
    await failOften(email, 5);
    expect((await fail(email)).status).toBe(429);
  });

  it('doubles the delay with each further failure', async () => {
    const email = newEmail();
    await failOften(email, 5);
    await wait('1 second');
    expect((await fail(email)).status).toBe(401);
    expect((await fail(email)).headers.get('retry-after')).toBe('2');
  });

  it('does not tell a known address from an unknown one', async () => {
    const { email: known } = await user.join();
    const unknown = newEmail();
    await failOften(known, 5);
    await failOften(unknown, 5);
    const answers = [await fail(known), await fail(unknown)];
    const shown = answers.map(({ status, headers, body }) => [
      status,
      headers.get('retry-after'),
      { ...body, traceId: '' },
    ]);
    expect(shown[0]).toEqual(shown[1]);
    expect(shown[0]?.[0]).toBe(429);
  });

  it('counts another spelling of an address as the same', async () => {
    const { email } = await user.join();
    await failOften(email.toUpperCase(), 5);
    expect((await signIn(` ${email}`, PASSWORD)).status).toBe(429);
  });

  it('slows down who tries many accounts, and nobody elsewhere', async () => {
    const { email } = await user.join();
    const guesser = '198.51.100.7';
    await fail(newEmail(), guesser);
    await user.database.query(
      'UPDATE sign_in_failures SET count = 100 WHERE count = 1 AND last_at > now() - $1::interval',
      ['1 second'],
    );
    expect((await signIn(email, PASSWORD, guesser)).status).toBe(429);
    expect((await signIn(email, PASSWORD, '198.51.100.8')).status).toBe(200);
  });

  it('forgets failures after an hour', async () => {
    const { email } = await user.join();
    await failOften(email, 5);
    await wait('61 minutes');
    await failOften(email, 5);
  });

  it('never slows down who has the password', async () => {
    const { email } = await user.join();
    for (let time = 0; time < 12; time++) expect((await signIn(email, PASSWORD)).status).toBe(200);
  });

  it('keeps no address in clear', async () => {
    const email = newEmail();
    await fail(email);
    const rows = await user.database.query<{ key: Buffer }>('SELECT * FROM sign_in_failures');
    expect(rows.every(({ key }) => key.length === 32)).toBe(true);
    expect(rows.some(({ key }) => key.includes(email))).toBe(false);
  });

  it('counts a wrong password where one is asked for again', async () => {
    const { email, accessToken: token } = await user.joinAndSignIn();
    const body = { currentPassword: 'not the password', newPassword: 'another horse battery' };
    for (let time = 0; time < 5; time++) await user.call('PUT', '/v1/users/me/password', { token, body });
    expect((await user.call('PUT', '/v1/users/me/password', { token, body })).status).toBe(429);
    expect((await signIn(email, PASSWORD)).status).toBe(429);
  });
});

describe('delaySeconds', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [10, 32],
    [11, 60],
    [1000, 60],
  ])('is, after %d failures, %d', (failures, expected) => expect(delaySeconds(failures, 5)).toBe(expected));
});
