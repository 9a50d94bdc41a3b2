import { Cursor, Limit, pageOf } from '@shopmesh/contracts';
import { z } from 'zod';

export const AuditType = z.enum([
  'sign_in.succeeded',
  'sign_in.failed',
  'password.changed',
  'password.reset',
  'roles.changed',
  'access.refused',
  'account.erased',
]);
export type AuditType = z.infer<typeof AuditType>;

export const AuditQuery = z.strictObject({
  userId: z.uuid().optional(),
  type: AuditType.optional(),
  limit: Limit,
  cursor: Cursor,
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditView = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    type: z.string().meta({ example: 'roles.changed' }),
    actorId: z.uuid().optional().meta({ description: 'Who did it, where it was not the user' }),
    userId: z.uuid().optional().meta({ description: 'Whose account it is about' }),
    address: z.string().optional().meta({ description: 'IP address of the client' }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent' });
export type AuditView = z.infer<typeof AuditView>;

export const AuditPage = pageOf(AuditView).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

/** An event as the database has it. */
export type AuditRow = {
  id: string;
  at: Date;
  type: string;
  actorId: string | null;
  userId: string | null;
  address: string | null;
  data: Record<string, unknown>;
};

export function toView({ at, actorId, userId, address, ...row }: AuditRow): AuditView {
  return {
    ...row,
    at: at.toISOString(),
    ...(actorId !== null && { actorId }),
    ...(userId !== null && { userId }),
    ...(address !== null && { address }),
  };
}
