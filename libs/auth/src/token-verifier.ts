import { DomainError } from '@shopmesh/runtime';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

export const ROLES = ['customer', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The caller, as an access token names it. */
export type User = { id: string; roles: readonly Role[]; scope: string };

type Trust = { issuer: string; audience: string; jwksUrl: string };

/** Unknown roles are dropped: a newer issuer may know more than this service. */
const Claims = z.object({
  sub: z.uuid(),
  exp: z.int(),
  scope: z.string().default(''),
  roles: z.array(z.string()).transform((roles) => ROLES.filter((role) => roles.includes(role))),
});

/** A token is verified once and then known for this long at most, or until it expires. */
const CACHE_MS = 60_000;
const CACHE_SIZE = 10_000;
/** An unknown key id makes the verifier look for new keys, but not more often than this. */
const JWKS_COOLDOWN_MS = 5_000;
const JWKS_MAX_AGE_MS = 10 * 60_000;
/** Longer than any token of ours; refused before any work is spent on it. */
const MAX_TOKEN_LENGTH = 4096;

/** Verifies access tokens by RFC 9068: RS256, `typ: at+jwt`, issuer, audience, expiry. */
export class TokenVerifier {
  readonly #keys: JWTVerifyGetKey;
  readonly #known = new LRUCache<string, { user: User; expiresAtMs: number }>({ max: CACHE_SIZE, ttl: CACHE_MS });

  constructor(private readonly trust: Trust) {
    this.#keys = createRemoteJWKSet(new URL(trust.jwksUrl), {
      cooldownDuration: JWKS_COOLDOWN_MS,
      cacheMaxAge: JWKS_MAX_AGE_MS,
      timeoutDuration: 3_000,
    });
  }

  /** @throws unauthenticated `token.invalid`; unavailable `keys.unavailable` when the issuer's keys cannot be had */
  async verify(token: string): Promise<User> {
    const known = this.#known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.user;
    if (token.length > MAX_TOKEN_LENGTH) throw invalidToken();
    const claims = Claims.safeParse(await this.#claims(token));
    if (!claims.success) throw invalidToken();
    const { sub, exp, roles, scope } = claims.data;
    const user: User = Object.freeze({ id: sub, roles, scope });
    this.#known.set(token, { user, expiresAtMs: exp * 1000 });
    return user;
  }

  async #claims(token: string): Promise<unknown> {
    const { issuer, audience } = this.trust;
    try {
      const options = { issuer, audience, algorithms: ['RS256'], typ: 'at+jwt', requiredClaims: ['exp', 'sub'] };
      return (await jwtVerify(token, this.#keys, options)).payload;
    } catch (error) {
      if (isOutage(error))
        throw new DomainError('unavailable', 'keys.unavailable', 'signing keys cannot be had', {
          retryAfterSeconds: 1,
        });
      throw invalidToken();
    }
  }
}

/** jose's own refusals carry a code; a failed fetch of the keys does not, or says that it timed out. */
function isOutage(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JOSE_GENERIC' || !code?.startsWith('ERR_J');
}

function invalidToken(): DomainError {
  return new DomainError('unauthenticated', 'token.invalid', 'the access token is not valid');
}
