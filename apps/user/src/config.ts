import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';

const DAY_SECONDS = 24 * 60 * 60;

export const shape = {
  ...serviceShape,
  /** Encrypts the private signing keys in the database (AES-256-GCM). The same for all replicas and for ever. */
  KEY_ENCRYPTION_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
  /** How long an access token is good, whatever happens to its user meanwhile. */
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(1).default(600),
  /** A session ends when it was not refreshed for this long. */
  REFRESH_TOKEN_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(30 * DAY_SECONDS),
} as const;

export type Config = z.infer<z.ZodObject<typeof shape>>;
