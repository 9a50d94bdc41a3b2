import type { KeyObject } from 'node:crypto';
import { DomainError } from '@shopmesh/runtime';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { IssuerKeys } from './issuer-keys.ts';
import { readToken, verifiedClaims } from './signed-token.ts';

export const ROLES = ['customer', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The caller, as an access token names it. */
export type User = { id: string; roles: readonly Role[]; scope: string };

type Trust = { issuer: string; audience: string; jwksUrl: string };

/** A token is verified once and then known for this long at most, or until it expires. */
const CACHE_MS = 60_000;
const CACHE_SIZE = 10_000;
/** Longer than any token of ours; refused before any work is spent on it. */
const MAX_TOKEN_LENGTH = 4096;

/** Verifies access tokens by RFC 9068: RS256, `typ: at+jwt`, issuer, audience, expiry. */
export class TokenVerifier {
  readonly #keys: IssuerKeys;
  readonly #claims: ReturnType<typeof claimsOf>;
  readonly #known = new LRUCache<string, { user: User; expiresAtMs: number }>({ max: CACHE_SIZE, ttl: CACHE_MS });

  constructor(trust: Trust) {
    this.#keys = new IssuerKeys(trust.jwksUrl);
    this.#claims = claimsOf(trust);
  }

  /** @throws unauthenticated `token.invalid`; unavailable `keys.unavailable` when the issuer's keys cannot be had */
  async verify(token: string): Promise<User> {
    const known = this.#known.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.user;
    const parts = token.length > MAX_TOKEN_LENGTH ? undefined : readToken(token);
    if (!parts) throw invalidToken();
    const key = await this.#key(parts.kid);
    const claims = this.#claims.safeParse(key && verifiedClaims(parts, key));
    if (!claims.success) throw invalidToken();
    const { sub, exp, nbf, roles, scope } = claims.data;
    const now = Date.now() / 1000;
    if (exp <= now || nbf > now) throw invalidToken();
    const user: User = Object.freeze({ id: sub, roles, scope });
    this.#known.set(token, { user, expiresAtMs: exp * 1000 });
    return user;
  }

  async #key(kid: string): Promise<KeyObject | undefined> {
    try {
      return await this.#keys.find(kid);
    } catch {
      throw new DomainError('unavailable', 'keys.unavailable', 'signing keys cannot be had', { retryAfterSeconds: 1 });
    }
  }
}

/** Unknown roles are dropped: a newer issuer may know more than this service. */
function claimsOf({ issuer, audience }: Trust) {
  return z.object({
    iss: z.literal(issuer),
    aud: z.union([z.literal(audience), z.array(z.string()).refine((all) => all.includes(audience))]),
    sub: z.uuid(),
    exp: z.number(),
    nbf: z.number().default(0),
    scope: z.string().default(''),
    roles: z.array(z.string()).transform((roles) => ROLES.filter((role) => roles.includes(role))),
  });
}

function invalidToken(): DomainError {
  return new DomainError('unauthenticated', 'token.invalid', 'the access token is not valid');
}
