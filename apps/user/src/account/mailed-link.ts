import { sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';

const IS_GOOD = `hash = $1 AND expires_at > now()`;

// Each takes the digest of a token. Using a link removes it, so of several at once one has it.
export const IS_RESET_LINK = sql(`SELECT user_id FROM account_links WHERE ${IS_GOOD} AND purpose = 'reset_password'`);
export const USE_RESET_LINK = sql(`
  DELETE FROM account_links WHERE ${IS_GOOD} AND purpose = 'reset_password' RETURNING user_id AS id`);
export const VERIFY_EMAIL = sql(`
  WITH link AS (DELETE FROM account_links WHERE ${IS_GOOD} AND purpose = 'verify_email' RETURNING user_id)
  UPDATE users SET email_verified_at = coalesce(email_verified_at, now()), updated_at = now()
  FROM link WHERE id = link.user_id RETURNING id`);

/** Used, expired, followed by a newer one, or never mailed: which of them is nobody's business. */
export function badLink(): DomainError {
  return new DomainError('invalid', 'link.invalid', 'the link is not good any more');
}
