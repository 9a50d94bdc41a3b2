import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { AuditTrail } from '../audit/audit-trail.ts';
import type { Subject } from '../token/token.service.ts';
import type { Credentials } from './auth.schema.ts';
import { DerivedSecrets } from './derived-secrets.ts';
import type { Origin } from './origin.ts';
import { PasswordHasher } from './password-hasher.ts';
import { SignInTries } from './sign-in-tries.ts';

const BY_EMAIL = sql(`SELECT id, roles, password_hash AS "passwordHash" FROM users WHERE email = $1`);

/** Whose credentials they were, and the hash that the password fits. */
export type Known = Subject & { passwordHash: string };

/** Tells who somebody is by e-mail address and password: the one place that does, whatever it is asked for. */
@Injectable()
export class CredentialCheck {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PasswordHasher) private readonly passwords: PasswordHasher,
    @Inject(SignInTries) private readonly tries: SignInTries,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(DerivedSecrets) private readonly secrets: DerivedSecrets,
  ) {}

  /**
   * Does the same for an unknown address as for a wrong password.
   * @throws unauthenticated `auth.bad_credentials`; exhausted `auth.slow_down`; unavailable `auth.busy`
   */
  async check({ email, password }: Credentials, { address }: Origin): Promise<Known> {
    const hasFailed = await this.tries.admit(email, address);
    const user = await this.database.one<Known>(BY_EMAIL, [email]);
    const fits = await this.passwords.verify(password, user?.passwordHash);
    if (user && fits) {
      if (hasFailed) await this.tries.forgive(email);
      return user;
    }
    await this.tries.fail(email, address);
    // An address that nobody has here may be somebody's elsewhere, or a password in the wrong field.
    const emailHash = this.secrets.token('email', email);
    await this.audit.record({ type: 'sign_in.failed', userId: user?.id, address, data: user ? {} : { emailHash } });
    throw badCredentials();
  }
}

export function badCredentials(): DomainError {
  return new DomainError('unauthenticated', 'auth.bad_credentials', 'the e-mail address or the password is wrong');
}
