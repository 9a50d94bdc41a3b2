import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import { TokenService, type Subject } from '../token/token.service.ts';
import type { Credentials, TokenPair } from './auth.schema.ts';
import { PasswordHasher } from './password-hasher.ts';

/** What the shop's own clients may do: all that their user may. */
const OWN_SCOPE = 'shop';
const TOKEN_BYTES = 32;

const BY_EMAIL = sql(`SELECT id, roles, password_hash AS "passwordHash" FROM users WHERE email = $1`);
const OPEN = sql(`
  WITH expired AS (DELETE FROM sessions WHERE user_id = $2 AND expires_at < now()),
  opened AS (
    INSERT INTO sessions (id, user_id, scope, expires_at)
    VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING id)
  INSERT INTO refresh_tokens (hash, session_id) SELECT $5, id FROM opened`);
// Of several at once, one finds used_at unset: the others wait for its row, look again, and get nothing.
const ROTATE = sql(`
  WITH used AS (
    UPDATE refresh_tokens SET used_at = now() WHERE hash = $1 AND used_at IS NULL RETURNING session_id),
  extended AS (
    UPDATE sessions SET expires_at = now() + make_interval(secs => $3)
    WHERE id = (SELECT session_id FROM used) AND ended_at IS NULL AND expires_at > now()
    RETURNING id, user_id, scope),
  made AS (INSERT INTO refresh_tokens (hash, session_id) SELECT $2, id FROM extended)
  SELECT users.id, users.roles, extended.scope FROM extended JOIN users ON users.id = extended.user_id`);
const END = sql(`
  UPDATE sessions SET ended_at = now()
  WHERE id = (SELECT session_id FROM refresh_tokens WHERE hash = $1) AND ended_at IS NULL`);

/** Sessions of the shop's own clients: opened by a password, kept alive by refresh tokens that are good for one use. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PasswordHasher) private readonly passwords: PasswordHasher,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  /** @throws unauthenticated `auth.bad_credentials`; unavailable `auth.busy` */
  async signIn({ email, password }: Credentials): Promise<TokenPair> {
    const user = await this.database.one<Subject & { passwordHash: string }>(BY_EMAIL, [email]);
    const fits = await this.passwords.verify(password, user?.passwordHash);
    if (!user || !fits) {
      throw new DomainError('unauthenticated', 'auth.bad_credentials', 'the e-mail address or the password is wrong');
    }
    const refreshToken = newToken();
    const seconds = this.tokens.refreshSeconds;
    await this.database.one(OPEN, [uuidv7(), user.id, OWN_SCOPE, seconds, digest(refreshToken)]);
    return this.#pair({ ...user, scope: OWN_SCOPE }, refreshToken);
  }

  /**
   * Trades a refresh token for a new pair. One that was used before is in two hands, so its session ends for both
   * (RFC 9700, section 4.14.2). @throws unauthenticated `auth.bad_refresh_token`
   */
  async refresh(used: string): Promise<TokenPair> {
    const refreshToken = newToken();
    const values = [digest(used), digest(refreshToken), this.tokens.refreshSeconds];
    const user = await this.database.one<Subject & { scope: string }>(ROTATE, values);
    if (user) return this.#pair(user, refreshToken);
    await this.signOut(used);
    throw new DomainError('unauthenticated', 'auth.bad_refresh_token', 'the refresh token is not valid');
  }

  /** Ends the session of a refresh token, used or not; says nothing about whether there was one. */
  async signOut(refreshToken: string): Promise<void> {
    await this.database.one(END, [digest(refreshToken)]);
  }

  async #pair({ scope, ...user }: Subject & { scope: string }, refreshToken: string): Promise<TokenPair> {
    const accessToken = await this.tokens.accessToken(user, scope);
    return { accessToken, tokenType: 'Bearer', expiresIn: this.tokens.accessSeconds, refreshToken, scope };
  }
}

function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
