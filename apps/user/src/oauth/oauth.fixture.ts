import { createHash, randomBytes } from 'node:crypto';
import { Browser, type Answer, type Page } from '@shopmesh/testing';
import { PASSWORD, startUser, type TestUser } from '../user.fixture.ts';
import type { Client } from './clients.ts';

export const APP = 'test-app';
export const REDIRECT = 'http://127.0.0.1:49152/callback';
export const MACHINE = '01900000-0000-7000-8000-000000000001';
export const IDLE_MACHINE = '01900000-0000-7000-8000-000000000002';
export const SITE = 'test-site';
export const SITE_REDIRECT = 'https://site.example/callback';
export const SECRET = 'a secret that only the tests know';

const CLIENTS: Client[] = [
  { kind: 'native', id: APP, name: 'Test <app>', redirectUris: ['http://127.0.0.1/callback'] },
  { kind: 'web', id: SITE, name: 'Test site', redirectUris: [SITE_REDIRECT] },
  { kind: 'machine', id: MACHINE, name: 'Warehouse', roles: ['staff'] },
  { kind: 'machine', id: IDLE_MACHINE, name: 'Idle', roles: [] },
];

export const CLIENT_ENV = {
  OAUTH_CLIENTS: JSON.stringify(CLIENTS),
  OAUTH_CLIENT_SECRETS: JSON.stringify({ [SITE]: SECRET, [MACHINE]: SECRET, [IDLE_MACHINE]: SECRET }),
};

/** The service, with clients, and the steps of a client and its user. */
export type TestOAuth = TestUser & {
  browser(): Browser;
  /** Where a client sends its user. @param changes to the parameters; undefined leaves one out */
  authorizeUrl(changes?: Record<string, string | undefined>): string;
  /** Signs in with a browser and consents. @returns the code */
  authorize(email: string, changes?: Record<string, string>, browser?: Browser): Promise<string>;
  post(path: string, form: Record<string, string>, client?: string): Promise<Answer>;
  /** Trades a code. */
  trade(code: string, changes?: Record<string, string>): Promise<Answer>;
  refresh(refreshToken: string): Promise<Answer>;
  /** Of the challenge in {@link authorizeUrl}. */
  verifier: string;
};

const VERIFIER = randomBytes(32).toString('base64url');

export async function startOAuth(env: Record<string, string> = {}): Promise<TestOAuth> {
  const user = await startUser({ ...CLIENT_ENV, ...env });
  const browser = () => new Browser(user.url);
  const authorizeUrl: TestOAuth['authorizeUrl'] = (changes) => {
    const parameters = { ...REQUEST, ...changes };
    const given = Object.entries(parameters).filter((it): it is [string, string] => it[1] !== undefined);
    return `${user.url}/oauth/authorize?${new URLSearchParams(given).toString()}`;
  };
  const post: TestOAuth['post'] = (path, form, client) =>
    user.call('POST', path, {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(client && { authorization: `Basic ${btoa(`${client}:${encodeURIComponent(SECRET)}`)}` }),
      },
      body: new URLSearchParams(form).toString(),
    });
  return {
    ...user,
    browser,
    authorizeUrl,
    post,
    verifier: VERIFIER,
    authorize: async (email, changes, at = browser()) => codeOf(await consent(at, authorizeUrl(changes), email)),
    trade: (code, changes) =>
      post('/oauth/token', {
        ...{ grant_type: 'authorization_code', client_id: APP, redirect_uri: REDIRECT, code_verifier: VERIFIER, code },
        ...changes,
      }),
    refresh: (refreshToken) =>
      post('/oauth/token', { grant_type: 'refresh_token', client_id: APP, refresh_token: refreshToken }),
  };
}

const REQUEST: Record<string, string | undefined> = {
  client_id: APP,
  redirect_uri: REDIRECT,
  response_type: 'code',
  scope: 'openid profile email shop offline_access',
  prompt: 'consent',
  state: 'as sent',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

async function consent(browser: Browser, url: string, email: string): Promise<Page> {
  const first = await browser.open(url);
  const isSignedIn = !first.text.includes('/login"');
  const asked = isSignedIn ? first : await browser.send(first, '/login', { email, password: PASSWORD });
  return browser.send(asked, '/consent');
}

/** @throws Error when the page did not lead back to the client with one */
export function codeOf({ url, text }: Page): string {
  const code = new URL(url).searchParams.get('code');
  if (!code) throw new Error(`no code in ${url}\n${text}`);
  return code;
}
