import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';

export const shape = {
  ...serviceShape,
  /** Who takes the money. */
  PROVIDER: z.enum(['simulated']).default('simulated'),
  PROVIDER_URL: z.url(),
  /** How long the provider may take to answer; after that the outcome of a call is unknown. */
  PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(1).default(20_000),
};

export type Config = z.infer<z.ZodObject<typeof shape>>;
