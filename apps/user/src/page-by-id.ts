import { decodeCursor, encodeCursor } from '@shopmesh/contracts';
import { DomainError } from '@shopmesh/runtime';
import { z } from 'zod';

/** Above every UUIDv7. */
const END = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Where a page of a list that goes from the newest id to the oldest begins.
 * @returns the id that all of the page are below. @throws invalid `cursor.invalid`
 */
export function idBefore(list: string, cursor: string | undefined): string {
  if (cursor === undefined) return END;
  const key = decodeCursor(list, cursor, z.tuple([z.uuid()]));
  if (key) return key[0];
  const message = 'is not a cursor of this list';
  throw new DomainError('invalid', 'cursor.invalid', `cursor ${message}`, { errors: [{ path: 'cursor', message }] });
}

/** @param rows one more than `limit` when another page follows */
export function pageById<T extends { id: string }>(list: string, rows: readonly T[], limit: number) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(list, [last.id]) : null };
}
