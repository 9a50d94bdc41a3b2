import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { forgetAccount, revokeGrants } from '../oauth/grants.ts';
import { idBefore, pageById } from '../page-by-id.ts';
import { toView, type SessionPage, type SessionQuery, type SessionRow } from './session.schema.ts';

const LIVE = `user_id = $1 AND ended_at IS NULL AND expires_at > now()`;
const PAGE = sql(`
  SELECT id, client_id AS "clientId", user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt"
  FROM sessions WHERE ${LIVE} AND id < $2 ORDER BY id DESC LIMIT $3`);
const END_ONE = sql(`UPDATE sessions SET ended_at = now() WHERE ${LIVE} AND id = $2 RETURNING grant_id AS "grantId"`);
const END_OTHERS = sql(
  `UPDATE sessions SET ended_at = now() WHERE ${LIVE} AND id IS DISTINCT FROM $2 RETURNING grant_id AS "grantId"`,
);

type Ended = { grantId: string | null };

/** Ends every session of a user, also being signed in at the sign-in page, as part of what makes that necessary. */
export async function endSessions(tx: Pick<Database, 'many'>, userId: string): Promise<void> {
  await tx.many(END_OTHERS, [userId, null]);
  await forgetAccount(tx, userId);
}

/** Where a user is signed in. Access tokens of a session that ended are good until they expire. */
@Injectable()
export class LiveSessions {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One page, the newest first. @throws invalid `cursor.invalid` */
  async list(userId: string, { limit, cursor }: SessionQuery, currentId?: string): Promise<SessionPage> {
    const rows = await this.database.many<SessionRow>(PAGE, [userId, idBefore('sessions', cursor), limit + 1]);
    const views = rows.map((row) => toView(row, currentId));
    return pageById('sessions', views, limit);
  }

  /** @throws not_found `session.not_found` */
  async end(userId: string, id: string): Promise<void> {
    const ended = await this.database.one<Ended>(END_ONE, [userId, id]);
    if (!ended) throw new DomainError('not_found', 'session.not_found', 'there is no such session');
    await this.#revoke([ended]);
  }

  /** @param currentId is kept; without it all of them end */
  async endOthers(userId: string, currentId?: string): Promise<void> {
    await this.#revoke(await this.database.many<Ended>(END_OTHERS, [userId, currentId ?? null]));
  }

  /** What OAuth clients were granted ends with its session. */
  async #revoke(sessions: readonly Ended[]): Promise<void> {
    await revokeGrants(
      this.database,
      sessions.flatMap(({ grantId }) => grantId ?? []),
    );
  }
}
