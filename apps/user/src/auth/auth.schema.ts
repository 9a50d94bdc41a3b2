import { z } from 'zod';
import { Email } from '../user/user.schema.ts';
import { Password } from './password.schema.ts';

export const Credentials = z.strictObject({ email: Email, password: Password });
export type Credentials = z.infer<typeof Credentials>;

/** Its form is not checked: what was never issued is refused as what no longer counts. */
export const RefreshInput = z.strictObject({ refreshToken: z.string().min(1).max(500) });
export type RefreshInput = z.infer<typeof RefreshInput>;

/** OAuth 2.0's token response (RFC 6749, section 5.1), in camel case. */
export const TokenPair = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    refreshToken: z.string().meta({ description: 'Good for one use' }),
    scope: z.string(),
  })
  .meta({ id: 'TokenPair' });
export type TokenPair = z.infer<typeof TokenPair>;
