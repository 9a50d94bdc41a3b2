import { hkdfSync } from 'node:crypto';
import type { Database } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import type { Logger } from '@shopmesh/telemetry';
import type { JWK } from 'jose';
import { Provider, errors, type Account, type Configuration } from 'oidc-provider';
import type { Config } from '../config.ts';
import type { UserView } from '../user/user.schema.ts';
import type { UserService } from '../user/user.service.ts';
import type { AccessTokens } from './access-tokens.ts';
import { registrations } from './clients.ts';
import { introspectJwts, mayIntrospect } from './introspection.ts';
import { errorPage, pageHeaders } from './pages.ts';
import { RecordAdapter } from './record.adapter.ts';
import { CLAIMS, SCOPES, claimsOf } from './scopes.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Public paths, as in the API's reference; `/oauth/jwks` is answered elsewhere. */
const ROUTES = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  introspection: '/oauth/introspect',
  jwks: '/oauth/jwks',
} as const;

export type ProviderParts = {
  config: Config;
  /** Private keys, the one that signs first. */
  keys: readonly JWK[];
  tokens: AccessTokens;
  database: Database;
  users: UserService;
  log: Logger;
};

/** A person, with the roles that go into access tokens. */
type Person = Account & { user: UserView };

/** An OAuth 2.0 authorization server and OpenID provider for one set of signing keys; all its state is in the database. */
export function createProvider(parts: ProviderParts): Provider {
  const { config, log } = parts;
  const provider = new Provider(config.ISSUER, configuration(parts));
  // It takes its own address from the headers of a proxy, which `OAuthServer` sets.
  provider.proxy = true;
  provider.use(introspectJwts(parts.tokens));
  provider.on('server_error', (_, err) => log.error({ err }, 'the OAuth server failed'));
  return provider;
}

function configuration({ config, keys, database, users }: ProviderParts): Configuration {
  const { ISSUER, ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS, OAUTH_CLIENTS } = config;
  const machineRoles = new Map(OAUTH_CLIENTS.map((it) => [it.id, it.kind === 'machine' ? it.roles : []]));
  return {
    adapter: (model) => new RecordAdapter(database, model),
    clients: registrations(OAUTH_CLIENTS, config.OAUTH_CLIENT_SECRETS),
    jwks: { keys },
    cookies: cookies(config),
    routes: ROUTES,
    scopes: SCOPES,
    claims: CLAIMS,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    features: features(config),
    // It is ours, and not the library's: the library's takes no JWT.
    discovery: { userinfo_endpoint: `${ISSUER}/oauth/userinfo` },
    // Tokens come in headers and bodies; what browsers may send is for the gateway to say.
    clientBasedCORS: () => true,
    interactions: { url: (_, { uid }) => `/oauth/interaction/${uid}` },
    findAccount: (_, id) => findPerson(users, id),
    extraTokenClaims: ({ oidc }, token) => {
      // Without roles no service accepts the token: whoever has not asked for the shop is told who the user is, no more.
      if (!token.scopes.has('shop')) return undefined;
      if (token.kind === 'AccessToken') return { roles: (oidc.entities.Account as Person).user.roles };
      const roles = machineRoles.get(token.clientId!);
      return roles?.length ? { roles } : undefined;
    },
    renderError: (ctx, { error, error_description: detail }) => {
      ctx.set(pageHeaders());
      ctx.body = errorPage(detail ?? error);
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: MINUTE_SECONDS,
      Interaction: 15 * MINUTE_SECONDS,
      // Being signed in at the sign-in page, unless the browser is closed before.
      Session: 8 * HOUR_SECONDS,
      RefreshToken: REFRESH_TOKEN_SECONDS,
      // Whatever is refreshed, after this the user is asked again.
      Grant: 365 * DAY_SECONDS,
    },
  };
}

/** Only what the shop needs; what the library would offer beside it is off. */
function features({ ISSUER, AUDIENCE, ACCESS_TOKEN_SECONDS }: Config): Configuration['features'] {
  const resourceServer = {
    // Not offline_access: that is for the client, and says nothing to the API.
    scope: SCOPES.filter((scope) => scope !== 'offline_access').join(' '),
    audience: AUDIENCE,
    accessTokenFormat: 'jwt',
    accessTokenTTL: ACCESS_TOKEN_SECONDS,
    jwt: { sign: { alg: 'RS256' } },
  } as const;
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_, client, token) => mayIntrospect(client, token.clientId) },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => client.clientId === token.clientId },
    resourceIndicators: {
      enabled: true,
      // There is one API, so every access token is for it, whether the client names it (RFC 8707) or not.
      defaultResource: () => ISSUER,
      getResourceServerInfo: (_, resource) => {
        if (resource !== ISSUER) throw new errors.InvalidTarget();
        return resourceServer;
      },
    },
  };
}

function cookies({ ISSUER, KEY_ENCRYPTION_KEY }: Config): Configuration['cookies'] {
  const key = Buffer.from(hkdfSync('sha256', KEY_ENCRYPTION_KEY, '', 'shopmesh oauth cookies', 32));
  const options = { httpOnly: true, sameSite: 'lax', signed: true, secure: ISSUER.startsWith('https:') } as const;
  return { keys: [key], long: options, short: options };
}

/** Undefined for one who is gone: their tokens are refused. */
async function findPerson(users: UserService, id: string): Promise<Person | undefined> {
  const user = await users.find(id).catch((error: unknown) => {
    if (error instanceof DomainError && error.kind === 'not_found') return undefined;
    throw error;
  });
  return user && { accountId: id, user, claims: () => claimsOf(user) };
}
