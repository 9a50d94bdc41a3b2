import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail, PASSWORD, startUser, type TestUser } from '../user.fixture.ts';

const VERIFY = 'Please confirm your e-mail address';
const RESET = 'Choose a new password';
const NEW_PASSWORD = 'another horse battery';

let user: TestUser;
beforeAll(async () => void (user = await startUser({ SHOP_URL: 'https://shop.example/' })));
afterAll(() => user.close());

const post = (path: string, body: unknown) => user.call('POST', `/v1/auth/${path}`, { body });
const forgot = (email: string) => post('forgot-password', { email });

/** Tokens of the mails to an address, as soon as there are that many. */
async function tokens(email: string, subject: string, count = 1): Promise<string[]> {
  for (let tries = 0; tries < 100; tries++) {
    const mails = await user.mailsTo(email, subject);
    if (mails.length >= count) return mails.map((mail) => /#([\w-]{43})\r\n/.exec(mail)?.[1] ?? 'no token');
    await sleep(20);
  }
  throw new Error(`there are no ${count} mails "${subject}" to ${email}`);
}

/** As if the links had been made that long ago. */
const age = (id: string, interval: string) =>
  user.database.query(
    `UPDATE account_links SET created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
     WHERE user_id = $1`,
    [id, interval],
  );

describe('POST /v1/auth/verify-email', () => {
  const isVerified = async (token: string) => (await user.call('GET', '/v1/users/me', { token })).body.emailVerified;

  it('takes the token that registration mailed, once', async () => {
    const { email, accessToken } = await user.joinAndSignIn();
    const [token] = await tokens(email, VERIFY);
    expect(await isVerified(accessToken)).toBe(false);
    expect((await post('verify-email', { token })).status).toBe(204);
    expect(await isVerified(accessToken)).toBe(true);
    const again = await post('verify-email', { token });
    expect([again.status, again.body.code]).toEqual([400, 'link.invalid']);
  });

  it('refuses a token of more than a day', async () => {
    const { id, email } = await user.join();
    const [token] = await tokens(email, VERIFY);
    await age(id, '86401 seconds');
    expect((await post('verify-email', { token })).body.code).toBe('link.invalid');
  });

  it('refuses a token that is for a new password', async () => {
    const { email } = await user.join();
    await forgot(email);
    const [token] = await tokens(email, RESET);
    expect((await post('verify-email', { token })).body.code).toBe('link.invalid');
  });

  it('is mailed again to who asks, until it is not needed', async () => {
    const { id, email, accessToken } = await user.joinAndSignIn();
    const remind = () => user.call('POST', '/v1/users/me/verification-mail', { token: accessToken });
    const [first] = await tokens(email, VERIFY);
    await age(id, '61 seconds');
    expect((await remind()).status).toBe(202);
    const second = (await tokens(email, VERIFY, 2)).find((token) => token !== first);
    expect((await post('verify-email', { token: first })).status).toBe(400);
    expect((await post('verify-email', { token: second })).status).toBe(204);
    await remind();
    expect(await user.database.query('SELECT id FROM account_mails WHERE email = $1', [email])).toEqual([]);
  });
});

describe('POST /v1/auth/forgot-password', () => {
  it('answers an unknown address as it does a known one, and writes to nobody', async () => {
    const { email } = await user.join();
    const unknown = newEmail();
    const answers = [await forgot(email), await forgot(unknown)];
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [202, undefined],
      [202, undefined],
    ]);
    await tokens(email, RESET);
    expect(await user.mailsTo(unknown, RESET)).toEqual([]);
  });

  it('takes as long for an unknown address', async () => {
    const { email } = await user.join();
    const fastestMs = { known: Infinity, unknown: Infinity };
    for (let attempt = 0; attempt < 20; attempt++) {
      fastestMs.known = Math.min(fastestMs.known, await ms(() => forgot(email)));
      fastestMs.unknown = Math.min(fastestMs.unknown, await ms(() => forgot(newEmail())));
    }
    expect(fastestMs.unknown).toBeGreaterThan(fastestMs.known / 2);
    expect(fastestMs.known).toBeGreaterThan(fastestMs.unknown / 2);
  });

  it('fills nobody’s mailbox', async () => {
    const { email } = await user.join();
    await forgot(email);
    await tokens(email, RESET);
    for (let more = 0; more < 5; more++) await forgot(email);
    await sleep(200);
    expect(await user.mailsTo(email, RESET)).toHaveLength(1);
  });

  it.each([{}, { email: 'ada' }, { email: ['ada@example.com'] }, { email: 'ada@example.com', url: 'https://x' }])(
    'refuses %j',
    async (body) => expect((await post('forgot-password', body)).status).toBe(400),
  );
});

describe('POST /v1/auth/reset-password', () => {
  const reset = (token: unknown, password: unknown = NEW_PASSWORD) => post('reset-password', { token, password });
  const signIn = async (email: string, password: string) => (await post('login', { email, password })).status;

  it('sets the password once, ends every session, and shows that the address is right', async () => {
    const { email, refreshToken, accessToken } = await user.joinAndSignIn();
    await forgot(email.toUpperCase());
    const [token] = await tokens(email, RESET);
    expect((await reset(token)).status).toBe(204);
    expect((await post('refresh', { refreshToken })).status).toBe(401);
    expect([await signIn(email, PASSWORD), await signIn(email, NEW_PASSWORD)]).toEqual([401, 200]);
    expect((await user.call('GET', '/v1/users/me', { token: accessToken })).body.emailVerified).toBe(true);
    expect((await reset(token)).body.code).toBe('link.invalid');
  });

  it('lets in who is slowed down because others have guessed', async () => {
    const { email } = await user.join();
    for (let guess = 0; guess < 5; guess++) await signIn(email, 'not the password');
    expect(await signIn(email, PASSWORD)).toBe(429);
    await forgot(email);
    const [token] = await tokens(email, RESET);
    await reset(token);
    expect(await signIn(email, NEW_PASSWORD)).toBe(200);
  });

  it('lets one of two at once use a token', async () => {
    const { email } = await user.join();
    await forgot(email);
    const [token] = await tokens(email, RESET);
    const answers = await Promise.all([reset(token), reset(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  it('refuses a token that a newer one has followed', async () => {
    const { id, email } = await user.join();
    await forgot(email);
    const [first] = await tokens(email, RESET);
    await age(id, '61 seconds');
    await forgot(email);
    const second = (await tokens(email, RESET, 2)).find((token) => token !== first);
    expect((await reset(first)).status).toBe(400);
    expect((await reset(second)).status).toBe(204);
  });

  it('refuses a token of more than an hour', async () => {
    const { id, email } = await user.join();
    await forgot(email);
    const [token] = await tokens(email, RESET);
    await age(id, '3601 seconds');
    expect((await reset(token)).body.code).toBe('link.invalid');
  });

  it('refuses a bad password without using up the token', async () => {
    const { email } = await user.join();
    await forgot(email);
    const [token] = await tokens(email, RESET);
    expect((await reset(token, 'password1')).body.code).toBe('request.invalid');
    expect((await reset(token)).status).toBe(204);
  });

  it.each(['x'.repeat(43), '\u0000', "' OR 1=1 --"])('refuses the made-up token %j', async (token) => {
    expect((await reset(token)).body.code).toBe('link.invalid');
  });
});

describe('the pages that mailed links lead to', () => {
  it.each([
    ['/account/verify-email', '/v1/auth/verify-email'],
    ['/account/reset-password', '/v1/auth/reset-password'],
  ])('%s sends to %s, and lets no other script run', async (path, to) => {
    const { status, headers, body } = await user.call('GET', path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain(`data-to="${to}"`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const tag of ['script', 'style']) {
      const [, source = ''] = new RegExp(`<${tag}>([^]*)</${tag}>`).exec(body) ?? [];
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(source).digest('base64')}'`);
    }
    expect(policy).toContain(`default-src 'none'`);
  });
});

describe('a mailed token', () => {
  it('follows the # of a link that no server sees, and lies in the database as a digest only', async () => {
    const { id, email } = await user.join();
    const [token] = await tokens(email, VERIFY);
    const [mail] = await user.mailsTo(email, VERIFY);
    expect(mail).toContain(`https://shop.example/account/verify-email#${token}\r\n`);
    const [link] = await user.database.query<{ hash: Buffer }>('SELECT * FROM account_links WHERE user_id = $1', [id]);
    expect(link?.hash).toHaveLength(32);
    expect(link?.hash.equals(Buffer.from(token!, 'base64url'))).toBe(false);
  });

  it('is the same when its mail is sent again, because the first time was not noted', async () => {
    const { id, email } = await user.join();
    const [token] = await tokens(email, VERIFY);
    const [mail] = await user.mailsTo(email, VERIFY);
    const mailId = /Message-ID: <(.+)@shopmesh>/.exec(mail!)?.[1];
    await user.database.query(`INSERT INTO account_mails VALUES ($1, 'verify_email', $2, NULL)`, [mailId, email]);
    for (let waits = 0; waits < 100; waits++) {
      if ((await user.database.query('SELECT id FROM account_mails WHERE id = $1', [mailId])).length === 0) break;
      await sleep(20);
    }
    expect(await tokens(email, VERIFY)).toEqual([token]);
    expect(await user.database.query('SELECT 1 FROM account_links WHERE user_id = $1', [id])).toHaveLength(1);
  });
});

async function ms(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
