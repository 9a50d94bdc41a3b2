import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { AuditTrail } from '../audit/audit-trail.ts';
import { CredentialCheck } from '../auth/credential-check.ts';
import { digest } from '../auth/derived-secrets.ts';
import { endSessions } from '../auth/live-sessions.ts';
import type { Origin } from '../auth/origin.ts';
import { PasswordHasher } from '../auth/password-hasher.ts';
import { SignInTries } from '../auth/sign-in-tries.ts';
import type { PasswordChange, PasswordReset } from './account.schema.ts';
import { badLink, IS_RESET_LINK, USE_RESET_LINK } from './mailed-link.ts';

const EMAIL = sql(`SELECT email FROM users WHERE id = $1`);
const REPLACE = sql(`
  UPDATE users SET password_hash = $3, updated_at = now() WHERE id = $1 AND password_hash = $2 RETURNING id`);
// Whoever reads the user's mail has shown that the address is right, too.
const RESET = sql(`
  UPDATE users SET password_hash = $2, email_verified_at = coalesce(email_verified_at, now()), updated_at = now()
  WHERE id = $1 RETURNING email`);

/** What a user signs in with. A new password ends all sessions: whoever knew the old one is out. */
@Injectable()
export class PasswordService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PasswordHasher) private readonly passwords: PasswordHasher,
    @Inject(CredentialCheck) private readonly credentials: CredentialCheck,
    @Inject(SignInTries) private readonly tries: SignInTries,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** @throws what {@link verified} does */
  async change(userId: string, { currentPassword, newPassword }: PasswordChange, origin: Origin): Promise<void> {
    const oldHash = await this.verified(userId, currentPassword, origin, 'currentPassword');
    const newHash = await this.passwords.hash(newPassword);
    await this.database.transaction(async (tx) => {
      if (!(await tx.one(REPLACE, [userId, oldHash, newHash]))) throw wrongPassword('currentPassword');
      // A statement of its own sees sessions that were opened while the one before waited for the row.
      await endSessions(tx, userId);
      await this.audit.record({ type: 'password.changed', userId, address: origin.address }, tx);
    });
  }

  /** Sets the password of whom the link was mailed to. @throws invalid `link.invalid`; unavailable `auth.busy` */
  async reset({ token, password }: PasswordReset, origin: Origin): Promise<void> {
    // Looked at before as well: hashing is too dear for tokens that are made up.
    if (!(await this.database.one(IS_RESET_LINK, [digest(token)]))) throw badLink();
    const hash = await this.passwords.hash(password);
    const email = await this.database.transaction(async (tx) => {
      const user = await tx.one<{ id: string }>(USE_RESET_LINK, [digest(token)]);
      if (!user) throw badLink();
      const { email } = (await tx.one<{ email: string }>(RESET, [user.id, hash]))!;
      await endSessions(tx, user.id);
      await this.audit.record({ type: 'password.reset', userId: user.id, address: origin.address }, tx);
      return email;
    });
    // Who is slowed down because others guess gets in by this door.
    await this.tries.forgive(email);
  }

  /**
   * Makes sure that it is the user who asks for something that an access token alone must not do. Counts as a try to sign in.
   * @param field where the password was sent @returns the hash that it fits
   * @throws invalid `password.wrong`; not_found `user.not_found`; exhausted `auth.slow_down`; unavailable `auth.busy`
   */
  async verified(userId: string, password: string, origin: Origin, field = 'password'): Promise<string> {
    const user = await this.database.one<{ email: string }>(EMAIL, [userId]);
    if (!user) throw new DomainError('not_found', 'user.not_found', 'there is no such user');
    const known = this.credentials.check({ email: user.email, password }, origin);
    return (await known.catch((error: Error) => refuse(error, field))).passwordHash;
  }
}

function refuse(error: Error & { code?: string }, field: string): never {
  throw error.code === 'auth.bad_credentials' ? wrongPassword(field) : error;
}

function wrongPassword(path: string): DomainError {
  const message = 'is not your password';
  return new DomainError('invalid', 'password.wrong', `${path} ${message}`, { errors: [{ path, message }] });
}
