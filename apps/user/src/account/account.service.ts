import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { AddressService } from '../address/address.service.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { LiveSessions } from '../auth/live-sessions.ts';
import type { Origin } from '../auth/origin.ts';
import { forgetAccount } from '../oauth/grants.ts';
import { UserService } from '../user/user.service.ts';
import type { AccountExport } from './account.schema.ts';
import { Departures } from './departures.ts';
import { PasswordService } from './password.service.ts';

// Sessions, addresses and links go with the row; of what others keep, only the id leads here, and it leads nowhere then.
const ERASE = sql(`
  WITH erased AS (DELETE FROM users WHERE id = $1 AND password_hash = $2 RETURNING id, email),
  departure AS (INSERT INTO departures (user_id) SELECT id FROM erased),
  mails AS (DELETE FROM account_mails WHERE email = (SELECT email FROM erased))
  SELECT id FROM erased`);

/** As many as a page may have. */
const PAGE_LIMIT = 100;

/** A user's right to have what is kept of them, and to have it removed (GDPR, articles 15, 17 and 20). */
@Injectable()
export class AccountService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(UserService) private readonly users: UserService,
    @Inject(AddressService) private readonly addresses: AddressService,
    @Inject(LiveSessions) private readonly sessions: LiveSessions,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Departures) private readonly departures: Departures,
  ) {}

  /** @throws not_found `user.not_found` */
  async export(userId: string, sessionId: string | undefined): Promise<AccountExport> {
    return {
      user: await this.users.find(userId),
      addresses: await all((page) => this.addresses.list(userId, page)),
      sessions: await all((page) => this.sessions.list(userId, page, sessionId)),
      events: await all((page) => this.audit.list({ userId, ...page })),
    };
  }

  /**
   * Removes the person. Orders and payments are kept by other services, as the law has it, and Order is told to remove whose they
   * were; the trail keeps that there was an account. @throws what `PasswordService.verified` does
   */
  async erase(userId: string, password: string, origin: Origin): Promise<void> {
    const passwordHash = await this.passwords.verified(userId, password, origin);
    await this.database.transaction(async (tx) => {
      const erased = await tx.one(ERASE, [userId, passwordHash]);
      if (!erased) throw new DomainError('not_found', 'user.not_found', 'there is no such user');
      await forgetAccount(tx, userId);
      await this.audit.record({ type: 'account.erased', userId, address: origin.address }, tx);
    });
    this.departures.wake();
  }
}

type Page<T> = { items: T[]; nextCursor: string | null };

async function all<T>(list: (query: { limit: number; cursor: string | undefined }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await list({ limit: PAGE_LIMIT, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}
