import { sql, type Database } from '@shopmesh/database';

const REVOKE = sql(`
  WITH ended AS (UPDATE sessions SET ended_at = now() WHERE grant_id = ANY ($1) AND ended_at IS NULL)
  DELETE FROM oauth_records WHERE grant_id = ANY ($1)`);
const FORGET = sql(`DELETE FROM oauth_records WHERE account_id = $1`);

/** Ends what users have granted to clients: its codes and refresh tokens, and the session that shows it. */
export async function revokeGrants(database: Pick<Database, 'many'>, grantIds: readonly string[]): Promise<void> {
  if (grantIds.length) await database.many(REVOKE, [grantIds]);
}

/** Ends everything of a user at once, also being signed in at the sign-in page. */
export async function forgetAccount(database: Pick<Database, 'many'>, userId: string): Promise<void> {
  await database.many(FORGET, [userId]);
}
