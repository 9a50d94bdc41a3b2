import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `?limit=` of every list. */
export const Limit = z.coerce.number().int().min(1).max(100).default(20);

/** `?cursor=` of every list: what `nextCursor` of the page before said. */
export const Cursor = z.string().min(1).max(600).optional();

/** The answer of every list. `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/**
 * Packs the sort key of a page's last row.
 * @param scope what the cursor belongs to (sort order and filters): it is refused for any other.
 */
export function encodeCursor(scope: string, key: readonly unknown[]): string {
  const payload = JSON.stringify(key);
  return Buffer.from(checksum(scope, payload) + payload).toString('base64url');
}

/** Unpacks a cursor, or returns undefined when it was made for another list or changed on the way. */
export function decodeCursor<T>(scope: string, cursor: string, key: z.ZodType<T>): T | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const payload = text.slice(CHECKSUM_LENGTH);
  if (checksum(scope, payload) !== text.slice(0, CHECKSUM_LENGTH)) return undefined;
  // A checksum, not a signature: a forged cursor can only name a place in a list that its maker may read anyway.
  return key.safeParse(JSON.parse(payload)).data;
}

const CHECKSUM_LENGTH = 12;

function checksum(scope: string, payload: string): string {
  return createHash('sha256').update(scope).update('\0').update(payload).digest('base64url').slice(0, CHECKSUM_LENGTH);
}
