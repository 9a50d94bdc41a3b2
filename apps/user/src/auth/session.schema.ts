import { Cursor, Limit, pageOf } from '@shopmesh/contracts';
import { z } from 'zod';

export const SessionQuery = z.strictObject({ limit: Limit, cursor: Cursor });
export type SessionQuery = z.infer<typeof SessionQuery>;

export const SessionView = z
  .object({
    id: z.uuid(),
    clientId: z.string().meta({ description: '`shop`, or the OAuth client that was let in', example: 'shop' }),
    userAgent: z.string().optional(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().meta({ description: 'When it last got new tokens' }),
    current: z.boolean().meta({ description: 'Whether the access token of this request came of it' }),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const SessionPage = pageOf(SessionView).meta({ id: 'SessionPage' });
export type SessionPage = z.infer<typeof SessionPage>;

/** A session as the database has it. */
export type SessionRow = {
  id: string;
  clientId: string;
  userAgent: string | null;
  createdAt: Date;
  lastUsedAt: Date;
};

export function toView({ userAgent, createdAt, lastUsedAt, ...row }: SessionRow, currentId?: string): SessionView {
  return {
    ...row,
    ...(userAgent !== null && { userAgent }),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    current: row.id === currentId,
  };
}
