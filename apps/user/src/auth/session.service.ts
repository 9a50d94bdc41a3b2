import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import { AuditTrail } from '../audit/audit-trail.ts';
import { TokenService, type Subject } from '../token/token.service.ts';
import type { Credentials, TokenPair } from './auth.schema.ts';
import { badCredentials, CredentialCheck } from './credential-check.ts';
import { DerivedSecrets, digest, newToken } from './derived-secrets.ts';
import type { Origin } from './origin.ts';

/** What the shop's own clients may do: all that their user may. */
const OWN_SCOPE = 'shop';
/** A used refresh token may come again for this long: two tabs of one browser, or an answer that got lost. */
const GRACE_SECONDS = 10;

// Selecting the hash that was verified, under a lock, keeps a session from outliving a change of password meanwhile.
const OPEN = sql(`
  WITH holder AS (SELECT id FROM users WHERE id = $2 AND password_hash = $7 FOR SHARE),
  expired AS (DELETE FROM sessions WHERE user_id = $2 AND expires_at < now()),
  opened AS (
    INSERT INTO sessions (id, user_id, scope, expires_at, user_agent)
    SELECT $1, id, $3, now() + make_interval(secs => $4), $6 FROM holder RETURNING id)
  INSERT INTO refresh_tokens (hash, session_id) SELECT $5, id FROM opened RETURNING session_id`);
// Several at once wait for the session one after the other (it comes first wherever both are locked, so that nobody waits in
// a circle); all come to the same successor, which is made once. A token whose successor was used is not the last one any
// more: whoever still brings it got it from somebody else.
const ROTATE = sql(`
  WITH family AS (
    SELECT session.id FROM sessions session JOIN refresh_tokens token ON token.session_id = session.id
    WHERE token.hash = $1 AND ended_at IS NULL AND expires_at > now() FOR UPDATE OF session),
  used AS (
    UPDATE refresh_tokens SET used_at = coalesce(used_at, now())
    WHERE hash = $1 AND session_id = (SELECT id FROM family) AND (used_at IS NULL OR used_at > now() - make_interval(secs => $4)
      AND NOT EXISTS (SELECT FROM refresh_tokens successor WHERE successor.hash = $2 AND successor.used_at IS NOT NULL))
    RETURNING session_id),
  extended AS (
    UPDATE sessions SET expires_at = now() + make_interval(secs => $3), last_used_at = now()
    WHERE id = (SELECT session_id FROM used) RETURNING id, user_id, scope),
  made AS (INSERT INTO refresh_tokens (hash, session_id) SELECT $2, id FROM extended ON CONFLICT (hash) DO NOTHING)
  SELECT users.id, users.roles, extended.scope, extended.id AS "sessionId"
  FROM extended JOIN users ON users.id = extended.user_id`);
const END = sql(`
  UPDATE sessions SET ended_at = now()
  WHERE id = (SELECT session_id FROM refresh_tokens WHERE hash = $1) AND ended_at IS NULL`);

type Holder = Subject & { scope: string; sessionId: string };

/** Sessions of the shop's own clients: opened by a password, kept alive by refresh tokens that are good for one use. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CredentialCheck) private readonly credentials: CredentialCheck,
    @Inject(TokenService) private readonly tokens: TokenService,
    @Inject(DerivedSecrets) private readonly secrets: DerivedSecrets,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws unauthenticated `auth.bad_credentials`; exhausted `auth.slow_down`; unavailable `auth.busy` */
  async signIn(credentials: Credentials, origin: Origin): Promise<TokenPair> {
    const { id, roles, passwordHash } = await this.credentials.check(credentials, origin);
    const [sessionId, refreshToken] = [uuidv7(), newToken()];
    const [seconds, hash] = [this.tokens.refreshSeconds, digest(refreshToken)];
    const values = [sessionId, id, OWN_SCOPE, seconds, hash, origin.userAgent, passwordHash];
    if (!(await this.database.one(OPEN, values))) throw badCredentials();
    await this.audit.record({ type: 'sign_in.succeeded', userId: id, address: origin.address, data: { sessionId } });
    return this.#pair({ id, roles, scope: OWN_SCOPE, sessionId }, refreshToken);
  }

  /**
   * Trades a refresh token for a new pair. One that was used before is in two hands, so its session ends for both
   * (RFC 9700, section 4.14.2); for a few seconds it is taken for a repeat instead, and gets the same refresh token.
   * @throws unauthenticated `auth.bad_refresh_token`
   */
  async refresh(used: string): Promise<TokenPair> {
    const refreshToken = this.secrets.token('refresh-successor', used);
    const values = [digest(used), digest(refreshToken), this.tokens.refreshSeconds, GRACE_SECONDS];
    const holder = await this.database.one<Holder>(ROTATE, values);
    if (holder) return this.#pair(holder, refreshToken);
    await this.signOut(used);
    throw new DomainError('unauthenticated', 'auth.bad_refresh_token', 'the refresh token is not valid');
  }

  /** Ends the session of a refresh token, used or not; says nothing about whether there was one. */
  async signOut(refreshToken: string): Promise<void> {
    await this.database.one(END, [digest(refreshToken)]);
  }

  async #pair({ scope, sessionId, ...user }: Holder, refreshToken: string): Promise<TokenPair> {
    const accessToken = await this.tokens.accessToken(user, scope, sessionId);
    return { accessToken, tokenType: 'Bearer', expiresIn: this.tokens.accessSeconds, refreshToken, scope };
  }
}
