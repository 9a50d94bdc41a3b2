import { z } from 'zod';
import { AddressView } from '../address/address.schema.ts';
import { AuditView } from '../audit/audit.schema.ts';
import { NewPassword, Password } from '../auth/password.schema.ts';
import { SessionView } from '../auth/session.schema.ts';
import { Email, UserView } from '../user/user.schema.ts';

export const PasswordChange = z.strictObject({ currentPassword: Password, newPassword: NewPassword });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Its form is not checked: what was never mailed is refused as what no longer counts. */
const MailedToken = z.string().min(1).max(500);

export const EmailProof = z.strictObject({ token: MailedToken });
export type EmailProof = z.infer<typeof EmailProof>;

export const ForgottenPassword = z.strictObject({ email: Email });
export type ForgottenPassword = z.infer<typeof ForgottenPassword>;

export const PasswordReset = z.strictObject({ token: MailedToken, password: NewPassword });
export type PasswordReset = z.infer<typeof PasswordReset>;

/** Shown once more that it is the user, and not only the user's token. */
export const Erasure = z.strictObject({ password: Password });
export type Erasure = z.infer<typeof Erasure>;

export const AccountExport = z
  .object({
    user: UserView,
    addresses: z.array(AddressView),
    sessions: z.array(SessionView),
    events: z.array(AuditView),
  })
  .meta({ id: 'AccountExport' });
export type AccountExport = z.infer<typeof AccountExport>;
