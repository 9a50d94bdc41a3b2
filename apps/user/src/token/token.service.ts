import { randomUUID } from 'node:crypto';
import type { Role } from '@shopmesh/auth';
import { SignJWT } from 'jose';
import type { Config } from '../config.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Whom a token is about. */
export type Subject = { id: string; roles: readonly Role[] };

type Terms = Pick<Config, 'ISSUER' | 'AUDIENCE' | 'ACCESS_TOKEN_SECONDS' | 'REFRESH_TOKEN_SECONDS'>;

/** Signs access tokens, and knows how long tokens last. */
export class TokenService {
  constructor(
    private readonly keys: Pick<SigningKeys, 'current'>,
    private readonly terms: Terms,
  ) {}

  get accessSeconds(): number {
    return this.terms.ACCESS_TOKEN_SECONDS;
  }

  get refreshSeconds(): number {
    return this.terms.REFRESH_TOKEN_SECONDS;
  }

  /** A JWT by RFC 9068. @param sessionId `sid`: the session that the token came of, where it is one of the shop's own */
  async accessToken({ id, roles }: Subject, scope: string, sessionId?: string): Promise<string> {
    const { kid, privateKey } = this.keys.current();
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ scope, roles, ...(sessionId && { sid: sessionId }) })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
      .setIssuer(this.terms.ISSUER)
      .setAudience(this.terms.AUDIENCE)
      .setSubject(id)
      .setIssuedAt(now)
      .setExpirationTime(now + this.accessSeconds)
      .setJti(randomUUID())
      .sign(privateKey);
  }
}
