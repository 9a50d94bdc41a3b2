import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import { Browser, type Page } from '@shopmesh/testing';
import { DEMO_MACHINE, type Secrets } from '../../deploy/local/secrets.ts';
import { call, newCustomer } from './client.ts';
import { target } from './target.ts';

/** The demo application of deploy/env/user.env; being native, it may come back to any port. */
const APP = 'shopmesh-demo';
const REDIRECT = 'http://127.0.0.1:49152/callback';
const SCOPE = 'openid profile email shop offline_access';

type Account = { email: string; password: string };

let app: client.Configuration;
let account: Account;
beforeAll(async () => {
  app = await discover(APP, client.None());
  const { email, password } = await newCustomer();
  account = { email, password };
});

function discover(id: string, authentication: client.ClientAuth): Promise<client.Configuration> {
  // A shop on this machine has no certificate.
  const options = { execute: [client.allowInsecureRequests] };
  return client.discovery(new URL(target().baseUrl), id, undefined, authentication, options);
}

describe('an application', () => {
  it('lets its user sign in, reads who it is, shops, refreshes and signs out', async () => {
    const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
    const callback = await signInAndConsent(await authorizeUrl({ verifier, state, nonce }));
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
    const tokens = await client.authorizationCodeGrant(app, callback, checks);
    const { sub } = tokens.claims()!;
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'openid profile email shop' });

    const told = await client.fetchUserInfo(app, tokens.access_token, sub);
    expect(told).toMatchObject({ sub, email: account.email, name: 'Robin Test' });
    const me = await call('GET', '/v1/users/me', { token: tokens.access_token });
    expect(me.body).toMatchObject({ id: sub, email: account.email });
    expect((await call('GET', '/v1/orders', { token: tokens.access_token })).status).toBe(200);

    const next = await client.refreshTokenGrant(app, tokens.refresh_token!);
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect((await call('GET', '/v1/cart', { token: next.access_token })).status).toBe(200);

    await client.tokenRevocation(app, next.refresh_token!);
    await expect(client.refreshTokenGrant(app, next.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is among the sessions of its user, who can end it there', async () => {
    const tokens = await signIn();
    const token = tokens.access_token;
    const sessions = (await call('GET', '/v1/users/me/sessions', { token })).body.items;
    const mine = sessions.find(({ clientId }: { clientId: string }) => clientId === APP);
    expect((await call('DELETE', `/v1/users/me/sessions/${mine.id}`, { token })).status).toBe(204);
    await expect(client.refreshTokenGrant(app, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('loses what a code gave when the code comes again', async () => {
    const verifier = client.randomPKCECodeVerifier();
    const callback = await signInAndConsent(await authorizeUrl({ verifier }));
    const tokens = await trade(callback, verifier);
    await expect(trade(callback, verifier)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(client.refreshTokenGrant(app, tokens.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('gets nothing for a code with another verifier', async () => {
    const callback = await signInAndConsent(await authorizeUrl({}));
    const another = client.randomPKCECodeVerifier();
    await expect(trade(callback, another)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['the implicit flow of OAuth', { response_type: 'token' }, 'unsupported_response_type'],
  ])('is sent back when it asks for %s', async (_, changes, error) => {
    const url = await authorizeUrl({});
    for (const [name, value] of Object.entries(changes)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    const { url: callback } = await browser().open(url.href);
    expect(callback.split(/[?#]/)[0]).toBe(REDIRECT);
    expect(new URLSearchParams(callback.split(/[?#]/)[1]).get('error')).toBe(error);
  });

  it.each(['https://thief.example/callback', 'http://127.0.0.1:49152/another', 'http://localhost:49152/callback'])(
    'is not sent back to %s, which it has not registered',
    async (redirectUri) => {
      const url = await authorizeUrl({});
      url.searchParams.set('redirect_uri', redirectUri);
      const page = await browser().open(url.href);
      expect([page.status, page.url]).toEqual([400, url.href]);
    },
  );

  it('cannot trade a password', async () => {
    const grant = client.genericGrantRequest(app, 'password', { username: account.email, password: account.password });
    await expect(grant).rejects.toMatchObject({ error: 'unsupported_grant_type' });
  });
});

describe('the sign-in page', () => {
  it('does not tell a known address from an unknown one', async () => {
    const errors = [account.email, 'nobody@example.com'].map(async (email) => {
      const at = browser();
      const page = await at.open((await authorizeUrl({})).href);
      const refused = await at.send(page, '/login', { email, password: 'not the password' });
      return [refused.status, /<p [^>]*role="alert"[^>]*>([^<]*)</.exec(refused.text)?.[1]];
    });
    const [known, unknown] = await Promise.all(errors);
    expect(known).toEqual([400, 'The e-mail address or the password is wrong.']);
    expect(unknown).toEqual(known);
  });
});

const { dataDir } = target();
// The secret is in the shop's own folder; a shop elsewhere keeps it to itself.
(dataDir ? describe : describe.skip)('a machine', () => {
  let machine: client.Configuration;
  beforeAll(async () => {
    const kept = JSON.parse(readFileSync(join(dataDir!, 'secrets.json'), 'utf8')) as Secrets;
    const secrets = JSON.parse(kept.OAUTH_CLIENT_SECRETS) as Record<string, string>;
    machine = await discover(DEMO_MACHINE, client.ClientSecretBasic(secrets[DEMO_MACHINE]));
  });

  it('gets a token of its own, with the role that it was given', async () => {
    const { access_token: token } = await client.clientCredentialsGrant(machine, { scope: 'shop' });
    expect((await call('GET', '/v1/orders?status=CONFIRMED', { token })).status).toBe(200);
    expect((await call('GET', '/v1/users', { token })).status).toBe(403);
    const told = await client.tokenIntrospection(machine, token);
    expect(told).toMatchObject({ active: true, sub: DEMO_MACHINE, roles: ['staff'], aud: 'shopmesh' });
  });

  it('learns whether a refresh token is still good', async () => {
    const { refresh_token: refreshToken } = await signIn();
    expect(await client.tokenIntrospection(machine, refreshToken!)).toMatchObject({ active: true, client_id: APP });
    await client.tokenRevocation(app, refreshToken!);
    expect(await client.tokenIntrospection(machine, refreshToken!)).toEqual({ active: false });
  });

  it('gets nothing with another secret', async () => {
    const stranger = await discover(DEMO_MACHINE, client.ClientSecretBasic('x'.repeat(43)));
    await expect(client.clientCredentialsGrant(stranger)).rejects.toMatchObject({ status: 401 });
  });
});

function browser(): Browser {
  return new Browser(new URL(target().baseUrl).origin);
}

async function authorizeUrl({ verifier = client.randomPKCECodeVerifier(), state = '', nonce = '' }): Promise<URL> {
  return client.buildAuthorizationUrl(app, {
    redirect_uri: REDIRECT,
    scope: SCOPE,
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(state && { state }),
    ...(nonce && { nonce }),
  });
}

/** @returns where the user's browser is sent with the code */
async function signInAndConsent(url: URL): Promise<URL> {
  const at = browser();
  const asked: Page = await at.send(await at.open(url.href), '/login', account);
  return new URL((await at.send(asked, '/consent')).url);
}

function trade(callback: URL, verifier: string) {
  return client.authorizationCodeGrant(app, callback, { pkceCodeVerifier: verifier });
}

async function signIn() {
  const verifier = client.randomPKCECodeVerifier();
  return trade(await signInAndConsent(await authorizeUrl({ verifier })), verifier);
}
