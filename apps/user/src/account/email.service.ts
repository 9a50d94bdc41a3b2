import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { digest } from '../auth/derived-secrets.ts';
import { AccountMails } from '../mail/account-mails.ts';
import { badLink, VERIFY_EMAIL } from './mailed-link.ts';

const UNVERIFIED = sql(`SELECT email FROM users WHERE id = $1 AND email_verified_at IS NULL`);

/** Whether a user's e-mail address is theirs. */
@Injectable()
export class EmailService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AccountMails) private readonly mails: AccountMails,
  ) {}

  /** @throws invalid `link.invalid` */
  async verify(token: string): Promise<void> {
    if (!(await this.database.one(VERIFY_EMAIL, [digest(token)]))) throw badLink();
  }

  /** Mails the link once more, where it is still needed. */
  async remind(userId: string): Promise<void> {
    const user = await this.database.one<{ email: string }>(UNVERIFIED, [userId]);
    if (user) await this.mails.ask('verify_email', user.email);
  }
}
