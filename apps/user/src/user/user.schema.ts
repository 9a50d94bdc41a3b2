import { ROLES, type Role } from '@shopmesh/auth';
import { Cursor, Limit, line, pageOf } from '@shopmesh/contracts';
import { z } from 'zod';
import { NewPassword } from '../auth/password.schema.ts';

/** One spelling of each address, so that it can be unique: trimmed, NFKC, lower case (also left of the @, as all providers do). */
export const Email = z
  .string()
  .max(1000, { abort: true })
  .trim()
  .normalize('NFKC')
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ format: 'email', maxLength: 254, example: 'ada@example.com' });

export const NewUser = z.strictObject({ email: Email, password: NewPassword, name: line(100) });
export type NewUser = z.infer<typeof NewUser>;

export const ProfileChange = z.strictObject({ name: line(100) });
export type ProfileChange = z.infer<typeof ProfileChange>;

export const RoleChange = z.strictObject({ roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length) });
export type RoleChange = z.infer<typeof RoleChange>;

export const UserQuery = z.strictObject({ limit: Limit, cursor: Cursor });
export type UserQuery = z.infer<typeof UserQuery>;

export const UserView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    emailVerified: z.boolean().meta({ description: 'Whether a link that was mailed there was followed' }),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof UserView>;

export const UserPage = pageOf(UserView).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof UserPage>;

/** A user as the database has it. */
export type UserRow = {
  id: string;
  email: string;
  emailVerified: boolean;
  name: string;
  roles: Role[];
  createdAt: Date;
};

export function toView({ createdAt, ...row }: UserRow): UserView {
  return { ...row, createdAt: createdAt.toISOString() };
}
