import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '@shopmesh/auth';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import { AuditTrail } from '../audit/audit-trail.ts';
import { PasswordHasher } from '../auth/password-hasher.ts';
import { idBefore, pageById } from '../page-by-id.ts';
import { toView, type NewUser, type UserPage, type UserQuery, type UserRow, type UserView } from './user.schema.ts';

const COLUMNS = `
  id, email, email_verified_at IS NOT NULL AS "emailVerified", name, roles, created_at AS "createdAt"`;
// With the mail that asks to confirm the address.
const CREATE = sql(`
  WITH made AS (
    INSERT INTO users (id, email, name, password_hash, roles) VALUES ($1, $2, $3, $4, '{customer}') RETURNING *),
  mail AS (
    INSERT INTO account_mails (id, purpose, email) SELECT $5, 'verify_email', email FROM made
    ON CONFLICT (email, purpose) DO UPDATE SET id = excluded.id, claimed_until = NULL)
  SELECT ${COLUMNS} FROM made`);
const BY_ID = sql(`SELECT ${COLUMNS} FROM users WHERE id = $1`);
const BY_IDS = sql(`SELECT ${COLUMNS} FROM users WHERE id = ANY ($1)`);
const PAGE = sql(`SELECT ${COLUMNS} FROM users WHERE id < $1 ORDER BY id DESC LIMIT $2`);
const RENAME = sql(`UPDATE users SET name = $2, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`);
const LOCK_ROLES = sql(`SELECT roles FROM users WHERE id = $1 FOR UPDATE`);
const SET_ROLES = sql(`UPDATE users SET roles = $2, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`);

/** The people who have an account. */
@Injectable()
export class UserService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PasswordHasher) private readonly passwords: PasswordHasher,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Makes a customer. @throws conflict `user.email_taken`; unavailable `auth.busy` */
  async register({ email, password, name }: NewUser): Promise<UserView> {
    const hash = await this.passwords.hash(password);
    const row = await this.database.one<UserRow>(CREATE, [uuidv7(), email, name, hash, uuidv7()]).catch(refuse);
    return found(row);
  }

  /** @throws not_found `user.not_found` */
  async find(id: string): Promise<UserView> {
    return found(await this.database.one<UserRow>(BY_ID, [id]));
  }

  /** Those of them that there are, in no order. */
  async findAll(ids: readonly string[]): Promise<UserView[]> {
    return (await this.database.many<UserRow>(BY_IDS, [ids])).map(toView);
  }

  /** One page, the newest first. @throws invalid `cursor.invalid` */
  async list({ limit, cursor }: UserQuery): Promise<UserPage> {
    const rows = await this.database.many<UserRow>(PAGE, [idBefore('users', cursor), limit + 1]);
    return pageById('users', rows.map(toView), limit);
  }

  /** @throws not_found `user.not_found` */
  async rename(id: string, name: string): Promise<UserView> {
    return found(await this.database.one<UserRow>(RENAME, [id, name]));
  }

  /** Tokens issued before keep the old roles until they expire. @throws not_found `user.not_found` */
  async setRoles(id: string, roles: readonly Role[], by: { actorId: string; address: string }): Promise<UserView> {
    return this.database.transaction(async (tx) => {
      const before = await tx.one<{ roles: Role[] }>(LOCK_ROLES, [id]);
      const user = found(await tx.one<UserRow>(SET_ROLES, [id, [...new Set(roles)]]));
      const data = { from: before?.roles, to: user.roles };
      await this.audit.record({ type: 'roles.changed', userId: id, data, ...by }, tx);
      return user;
    });
  }
}

function found(row: UserRow | undefined): UserView {
  if (!row) throw new DomainError('not_found', 'user.not_found', 'there is no such user');
  return toView(row);
}

function refuse(error: Error & { constraint?: string }): never {
  if (error.constraint !== 'users_email_key') throw error;
  throw new DomainError('conflict', 'user.email_taken', 'there is an account with this e-mail address');
}
