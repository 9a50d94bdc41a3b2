import { createHash } from 'node:crypto';
import { sql, type Database } from '@shopmesh/database';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { v7 as uuidv7 } from 'uuid';
import { revokeGrants } from './grants.ts';

/**
 * For this long a used refresh token is refused as if it were unknown: an honest client may send it twice at once. After
 * that it is in two hands, and the grant ends for both (RFC 9700, section 4.14.2).
 */
const GRACE_SECONDS = 10;

const PUT_RECORD = `
  INSERT INTO oauth_records (model, id, payload, grant_id, uid, account_id, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6::uuid, now() + make_interval(secs => $7))
  ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
    account_id = excluded.account_id, expires_at = excluded.expires_at`;
const PUT = sql(PUT_RECORD);
// What can be refreshed is a session, which its user may see and end.
const PUT_REFRESH_TOKEN = sql(`
  WITH record AS (${PUT_RECORD})
  INSERT INTO sessions (id, user_id, grant_id, client_id, scope, expires_at)
  VALUES ($8, $6, $4, $9, $10, now() + make_interval(secs => $7))
  ON CONFLICT (grant_id) DO UPDATE SET last_used_at = now(), expires_at = excluded.expires_at`);
// A grant ends with its session, wherever that was ended.
const FIND = sql(`
  SELECT payload, extract(epoch FROM consumed_at)::int AS consumed FROM oauth_records record
  WHERE model = $1 AND id = $2 AND expires_at > now()
    AND (model <> 'RefreshToken' OR consumed_at IS NULL OR consumed_at < now() - make_interval(secs => $3))
    AND NOT EXISTS (SELECT FROM sessions WHERE sessions.grant_id = record.grant_id AND ended_at IS NOT NULL)`);
const FIND_BY_UID = sql(`
  SELECT payload FROM oauth_records WHERE model = $1 AND uid = $2 AND expires_at > now() ORDER BY expires_at DESC LIMIT 1`);
// Of several at once, one finds consumed_at unset: the others wait for its row, look again, and get nothing.
const CONSUME = sql(`
  UPDATE oauth_records SET consumed_at = now() WHERE model = $1 AND id = $2 AND consumed_at IS NULL RETURNING model`);
const DESTROY = sql(`DELETE FROM oauth_records WHERE model = $1 AND id = $2`);
const REVOKE = sql(`DELETE FROM oauth_records WHERE model = $1 AND grant_id = $2`);

/** Keeps one kind of oidc-provider's records in Postgres. Their ids are kept as digests only: most are secrets. */
export class RecordAdapter implements Adapter {
  constructor(
    private readonly database: Database,
    private readonly model: string,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds: number): Promise<void> {
    const { grantId, uid, accountId, clientId, scope } = payload;
    const ownGrant = this.model === 'Grant' ? id : grantId;
    const row = [this.model, digest(id), withoutSecrets(payload), ownGrant, uid, accountId, expiresInSeconds];
    if (this.model !== 'RefreshToken') await this.database.one(PUT, row);
    else await this.database.one(PUT_REFRESH_TOKEN, [...row, uuidv7(), clientId, scope]);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    // Clients are registered by configuration alone.
    if (this.model === 'Client') return undefined;
    const values = [this.model, digest(id), GRACE_SECONDS];
    const row = await this.database.one<{ payload: AdapterPayload; consumed: number | null }>(FIND, values);
    return row && { ...row.payload, jti: id, ...(row.consumed !== null && { consumed: row.consumed }) };
  }

  /** Good for looking at only: its id is not known. */
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return (await this.database.one<{ payload: AdapterPayload }>(FIND_BY_UID, [this.model, uid]))?.payload;
  }

  /** Only the device flow would ask, and there is none. */
  async findByUserCode(): Promise<undefined> {}

  /** @throws InvalidGrant to all but the first of several at once */
  async consume(id: string): Promise<void> {
    const consumed = await this.database.one(CONSUME, [this.model, digest(id)]);
    if (!consumed) throw new errors.InvalidGrant('already used');
  }

  async destroy(id: string): Promise<void> {
    if (this.model === 'Grant') return revokeGrants(this.database, [id]);
    await this.database.one(DESTROY, [this.model, digest(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.database.one(REVOKE, [this.model, grantId]);
  }
}

function digest(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/** The id again, and in a sign-in under way that of the browser's session, which nobody reads. */
function withoutSecrets({ jti: _id, session, ...payload }: AdapterPayload): object {
  if (!session) return payload;
  const { cookie: _cookie, ...rest } = session;
  return { ...payload, session: rest };
}
