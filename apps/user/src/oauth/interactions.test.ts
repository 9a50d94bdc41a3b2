import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@shopmesh/testing';
import { newEmail, PASSWORD } from '../user.fixture.ts';
import { codeOf, REDIRECT, startOAuth, type TestOAuth } from './oauth.fixture.ts';

let oauth: TestOAuth;
beforeAll(async () => void (oauth = await startOAuth()));
afterAll(() => oauth.close());

const alertOf = ({ text }: Page) => /<p [^>]*role="alert"[^>]*>([^<]*)</.exec(text)?.[1];
/** How a sign-in was refused. */
async function refusal(email: string, password = 'not the password') {
  const browser = oauth.browser();
  const page = await browser.send(await browser.open(oauth.authorizeUrl()), '/login', { email, password });
  return { status: page.status, alert: alertOf(page), page };
}

describe('the sign-in page', () => {
  it('needs no script, comes from nowhere else, and is kept nowhere', async () => {
    const { status, headers, text } = await oauth.browser().open(oauth.authorizeUrl());
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/]+='$/),
      "form-action 'self' http://127.0.0.1:49152",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(text).not.toMatch(/<script|\son\w+=|javascript:/i);
  });

  it('can be used without seeing it', async () => {
    const { text } = await oauth.browser().open(oauth.authorizeUrl());
    expect(text).toMatch(/<html lang="en">/);
    expect(text).toMatch(/<title>Sign in · Shopmesh<\/title>/);
    const ids = [...text.matchAll(/<input\s+id="(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['email', 'password']);
    for (const id of ids) expect(text).toContain(`<label for="${id}">`);
    expect(text).toMatch(/autocomplete="username"[^>]*\sautofocus/);
  });

  it('says which application it is for, as text', async () => {
    const { text } = await oauth.browser().open(oauth.authorizeUrl());
    expect(text).toContain('Test &lt;app&gt;');
  });

  it('takes a hint of who it is, as text', async () => {
    const { text } = await oauth.browser().open(oauth.authorizeUrl({ login_hint: '"><b>ada@example.com' }));
    expect(text).toContain('value="&quot;&gt;&lt;b&gt;ada@example.com"');
  });

  it('answers an unknown address as it does a wrong password or what is no address', async () => {
    const { email } = await oauth.join();
    const sentence = 'The e-mail address or the password is wrong.';
    for (const tried of [email, newEmail(), 'nobody']) {
      expect(await refusal(tried)).toMatchObject({ status: 400, alert: sentence });
    }
  });

  it('keeps the address that was typed, and the password not', async () => {
    const { page } = await refusal('"ada"@example.com', 'a secret <password>');
    expect(page.text).toContain('value="&quot;ada&quot;@example.com"');
    expect(page.text).not.toContain('a secret');
    expect(page.text).toMatch(/aria-describedby="error"/);
  });

  it('slows down who guesses, saying for how long', async () => {
    const { email } = await oauth.join();
    const tries = [];
    for (let attempt = 0; attempt < 7; attempt++) tries.push(await refusal(email));
    const last = tries.at(-1)!;
    expect([last.status, last.alert]).toEqual([429, 'Too many tries. Wait a little, then try again.']);
    expect(Number(last.page.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('sends away more than can be worked on', async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, () => refusal(newEmail())));
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy[0]?.page.headers.get('retry-after')).toBe('1');
    expect(busy[0]?.alert).toContain('Too many people');
  });

  it('writes down who has signed in', async () => {
    const { id, email } = await oauth.join();
    await oauth.authorize(email);
    const query = 'SELECT type, data FROM audit_events WHERE user_id = $1';
    const events = await oauth.database.query<{ type: string; data: object }>(query, [id]);
    expect(events).toContainEqual({ type: 'sign_in.succeeded', data: { clientId: 'test-app' } });
  });

  it('lets who is signed in go on to consent', async () => {
    const { email } = await oauth.join();
    const browser = oauth.browser();
    await oauth.authorize(email, {}, browser);
    const page = await browser.open(oauth.authorizeUrl());
    expect(page.text).toContain(`You are signed in as <strong>${email}</strong>`);
  });

  it('lets somebody else sign in instead', async () => {
    const [first, second] = [await oauth.join(), await oauth.join()];
    const browser = oauth.browser();
    await oauth.authorize(first.email, {}, browser);
    const page = await browser.open(oauth.authorizeUrl({ prompt: 'login consent' }));
    const asked = await browser.send(page, '/login', { email: second.email, password: PASSWORD });
    expect(asked.text).toContain(second.email);
    const { body } = await oauth.trade(codeOf(await browser.send(asked, '/consent')));
    const me = await oauth.call('GET', '/v1/users/me', { token: body.access_token });
    expect(me.body.email).toBe(second.email);
  });
});

describe('the consent page', () => {
  const asked = async (scope: string) => {
    const { email } = await oauth.join();
    const browser = oauth.browser();
    const page = await browser.open(oauth.authorizeUrl({ scope }));
    return { browser, page: await browser.send(page, '/login', { email, password: PASSWORD }) };
  };

  it('says what is asked for, and no more', async () => {
    const { page } = await asked('openid email');
    const items = [...page.text.matchAll(/<li>([^<]*)</g)].map(([, text]) => text);
    expect(items).toEqual(['know who you are', 'see your e-mail address']);
  });

  it('takes no for an answer', async () => {
    const { browser, page } = await asked('openid shop');
    const { url } = await browser.send(page, '/abort');
    const { searchParams } = new URL(url);
    expect(url.startsWith(REDIRECT)).toBe(true);
    expect([searchParams.get('error'), searchParams.get('state')]).toEqual(['access_denied', 'as sent']);
  });

  it('grants what was asked for only', async () => {
    const { browser, page } = await asked('openid email made-up');
    const { body } = await oauth.trade(codeOf(await browser.send(page, '/consent')));
    expect(body.scope).toBe('openid email');
  });
});

describe('the forms', () => {
  it('are worth nothing in another browser', async () => {
    const { email } = await oauth.join();
    const page = await oauth.browser().open(oauth.authorizeUrl());
    const refused = await oauth.browser().send(page, '/login', { email, password: PASSWORD });
    expect([refused.status, alertOf(refused)]).toEqual([400, expect.stringContaining('start again')]);
  });

  it('cannot be skipped', async () => {
    const browser = oauth.browser();
    const page = await browser.open(oauth.authorizeUrl());
    expect((await browser.open(`${page.url}/consent`, {})).status).toBe(400);
  });

  it.each([
    ['JSON', 'application/json', '{}', 415],
    ['a large one', 'application/x-www-form-urlencoded', `email=${'x'.repeat(20_000)}`, 413],
  ])('take forms of a sensible size only: %s', async (_, type, body, status) => {
    const headers = { 'content-type': type };
    const answer = await oauth.call('POST', '/oauth/interaction/x/login', { headers, body });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
  });
});

describe('cookies', () => {
  it('are signed, kept from scripts and from other sites, and sent over TLS only where there is TLS', async () => {
    const secure = await startOAuth({ ISSUER: 'https://shop.example' });
    const answer = await secure.call('GET', secure.authorizeUrl().slice(secure.url.length));
    await secure.close();
    const cookies = answer.headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split('=')[0])).toContain('_interaction.sig');
    for (const cookie of cookies) expect(cookie).toMatch(/; samesite=lax; secure; httponly/i);
    const plain = await oauth.call('GET', oauth.authorizeUrl().slice(oauth.url.length));
    expect(plain.headers.getSetCookie().join()).not.toMatch(/secure/i);
  });
});
