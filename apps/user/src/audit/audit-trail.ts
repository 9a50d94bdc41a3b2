import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { v7 as uuidv7 } from 'uuid';
import { idBefore, pageById } from '../page-by-id.ts';
import { toView, type AuditPage, type AuditQuery, type AuditRow, type AuditType } from './audit.schema.ts';

const RECORD = sql(
  `INSERT INTO audit_events (id, type, actor_id, user_id, address, data) VALUES ($1, $2, $3, $4, $5, $6)`,
);
const PAGE = sql(`
  SELECT id, at, type, actor_id AS "actorId", user_id AS "userId", address, data FROM audit_events
  WHERE id < $1 AND ($2::uuid IS NULL OR user_id = $2) AND ($3::text IS NULL OR type = $3) ORDER BY id DESC LIMIT $4`);

type Happening = {
  type: AuditType;
  /** Who did it, where it was not the user. */
  actorId?: string | undefined;
  /** Whose account it is about. */
  userId?: string | undefined;
  address?: string | undefined;
  /** Never a password, a token, or the e-mail address of a stranger. */
  data?: Record<string, unknown>;
};

/** Remembers who did what to accounts. */
@Injectable()
export class AuditTrail {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param tx of the change itself, so that there is no change without its record */
  async record({ type, actorId, userId, address, data }: Happening, tx: Pick<Database, 'one'> = this.database) {
    await tx.one(RECORD, [uuidv7(), type, actorId ?? null, userId ?? null, address ?? null, data ?? {}]);
  }

  /** One page, the newest first. @throws invalid `cursor.invalid` */
  async list({ userId, type, limit, cursor }: AuditQuery): Promise<AuditPage> {
    const scope = `audit ${userId ?? ''} ${type ?? ''}`;
    const values = [idBefore(scope, cursor), userId ?? null, type ?? null, limit + 1];
    const rows = await this.database.many<AuditRow>(PAGE, values);
    return pageById(scope, rows.map(toView), limit);
  }
}
