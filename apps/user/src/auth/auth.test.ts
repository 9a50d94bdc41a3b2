import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, newEmail, startUser, type TestUser } from '../user.fixture.ts';

let user: TestUser;
beforeAll(async () => void (user = await startUser()));
afterAll(() => user.close());

const post = (path: string, body: unknown) => user.call('POST', `/v1/auth/${path}`, { body });

describe('POST /v1/auth/login', () => {
  it('gives tokens that nobody may store', async () => {
    const { email } = await user.join();
    const { status, headers, body } = await post('login', { email: email.toUpperCase(), password: PASSWORD });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 600,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'shop',
    });
  });

  it('answers an unknown address as it does a wrong password', async () => {
    const { email } = await user.join();
    const wrong = await post('login', { email, password: 'not the password' });
    const unknown = await post('login', { email: newEmail(), password: 'not the password' });
    for (const { status, headers, body } of [wrong, unknown]) {
      expect([status, body.code]).toEqual([401, 'auth.bad_credentials']);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
    expect({ ...unknown.body, traceId: '' }).toEqual({ ...wrong.body, traceId: '' });
  });

  it('takes as long for an unknown address', async () => {
    const { email } = await user.join();
    const fastestMs = { known: Infinity, unknown: Infinity };
    // No more than are free of delay.
    for (let attempt = 0; attempt < 5; attempt++) {
      fastestMs.known = Math.min(fastestMs.known, await refusalMs(email));
      fastestMs.unknown = Math.min(fastestMs.unknown, await refusalMs(newEmail()));
    }
    // Without the hash it would take a tenth.
    expect(fastestMs.unknown).toBeGreaterThan(fastestMs.known / 2);
  });

  it('sends away more than it can hash, saying when to come back', async () => {
    const password = 'not the password';
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => post('login', { email: newEmail(), password })),
    );
    const busy = answers.filter(({ status }) => status === 503);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 503]));
    expect(busy[0]?.headers.get('retry-after')).toBe('1');
    expect(busy[0]?.body.code).toBe('auth.busy');
  });
});

describe('POST /v1/auth/refresh', () => {
  const refresh = (refreshToken: unknown) => post('refresh', { refreshToken });

  it('trades a token for a new pair', async () => {
    const { id, refreshToken } = await user.joinAndSignIn();
    const { status, headers, body } = await refresh(refreshToken);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.refreshToken).not.toBe(refreshToken);
    expect((await user.call('GET', '/v1/users/me', { token: body.accessToken })).body.id).toBe(id);
    expect((await refresh(body.refreshToken)).status).toBe(200);
  });

  it('brings new roles', async () => {
    const { id, refreshToken } = await user.joinAndSignIn();
    await user.database.query('UPDATE users SET roles = $2 WHERE id = $1', [id, ['admin']]);
    const { body } = await refresh(refreshToken);
    expect((await user.call('GET', '/v1/users', { token: body.accessToken })).status).toBe(200);
  });

  it('takes a token that comes twice within seconds for a repeat, and answers with the same one', async () => {
    const { refreshToken } = await user.joinAndSignIn();
    const [first, repeat] = [await refresh(refreshToken), await refresh(refreshToken)];
    expect([repeat.status, repeat.body.refreshToken]).toEqual([200, first.body.refreshToken]);
    expect((await refresh(repeat.body.refreshToken)).status).toBe(200);
  });

  it('ends the session of a token that comes again later, and no other session', async () => {
    const { id, email, refreshToken } = await user.joinAndSignIn();
    const elsewhere = await user.signIn(email);
    const next = (await refresh(refreshToken)).body.refreshToken;
    await letGracePass(id);
    const reuse = await refresh(refreshToken);
    expect([reuse.status, reuse.body.code]).toEqual([401, 'auth.bad_refresh_token']);
    expect((await refresh(next)).status).toBe(401);
    expect((await refresh(elsewhere.refreshToken)).status).toBe(200);
  });

  it('ends the session of a token that comes again after its successor was used, however soon', async () => {
    const { refreshToken } = await user.joinAndSignIn();
    const second = (await refresh(refreshToken)).body.refreshToken;
    const third = (await refresh(second)).body.refreshToken;
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  it('makes one successor, however many ask at once', async () => {
    const { id, refreshToken } = await user.joinAndSignIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    const [live] = await user.database.query(
      `SELECT count(DISTINCT s.id) AS sessions, count(*) AS tokens FROM refresh_tokens t JOIN sessions s ON s.id = session_id
       WHERE user_id = $1 AND used_at IS NULL AND ended_at IS NULL`,
      [id],
    );
    expect(live).toEqual({ sessions: 1, tokens: 1 });
  });

  it('is refused, and does not fail, when its session is removed meanwhile', async () => {
    const { id, refreshToken } = await user.joinAndSignIn();
    const removing = user.database.query(`
      BEGIN; SELECT FROM sessions WHERE user_id = '${id}' FOR UPDATE; SELECT pg_sleep(0.3);
      DELETE FROM sessions WHERE user_id = '${id}'; COMMIT`);
    await sleep(100);
    expect((await refresh(refreshToken)).status).toBe(401);
    await removing;
  });

  it.each([
    ['was never issued', 'x'.repeat(43)],
    ['is a line of text', "' OR 1=1 --"],
    ['has a NUL', '\u0000'],
  ])('refuses a token that %s', async (_, token) => {
    const { status, headers, body } = await refresh(token);
    expect([status, body.code]).toEqual([401, 'auth.bad_refresh_token']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  it.each([0, null, '', 'x'.repeat(501), ['x'], undefined])('refuses %j as no token at all', async (token) => {
    expect((await refresh(token)).status).toBe(400);
  });

  it('refuses a token that was not used in time, and forgets its session at the next sign-in', async () => {
    const { id, email, refreshToken } = await user.joinAndSignIn();
    await user.database.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [id]);
    expect((await refresh(refreshToken)).status).toBe(401);
    await user.signIn(email);
    expect(await user.database.query('SELECT id FROM sessions WHERE user_id = $1', [id])).toHaveLength(1);
  });

  it('keeps only digests', async () => {
    const { id, refreshToken } = await user.joinAndSignIn();
    const rows = await user.database.query<{ hash: Buffer }>(
      'SELECT hash FROM refresh_tokens JOIN sessions ON sessions.id = session_id WHERE user_id = $1',
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.hash).toHaveLength(32);
    expect(rows[0]?.hash.equals(Buffer.from(refreshToken, 'base64url'))).toBe(false);
  });
});

describe('POST /v1/auth/logout', () => {
  it('ends the session', async () => {
    const { refreshToken } = await user.joinAndSignIn();
    const next = (await post('refresh', { refreshToken })).body.refreshToken;
    const { status, body } = await post('logout', { refreshToken: next });
    expect([status, body]).toEqual([204, undefined]);
    expect((await post('refresh', { refreshToken: next })).status).toBe(401);
  });

  it('says nothing about a token that it does not know', async () => {
    expect((await post('logout', { refreshToken: 'unknown' })).status).toBe(204);
  });
});

async function letGracePass(userId: string): Promise<void> {
  await user.database.query(
    `UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds' FROM sessions WHERE id = session_id AND user_id = $1`,
    [userId],
  );
}

async function refusalMs(email: string): Promise<number> {
  const start = performance.now();
  await post('login', { email, password: 'not the password' });
  return performance.now() - start;
}
