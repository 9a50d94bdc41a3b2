import { z } from 'zod';

const Config = z.object({
  HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65535),
  /** What the provider has done, one JSON line each; its only memory. */
  LOG_FILE: z.string().min(1),
  /** How long `tok_slow` lets its caller wait. */
  SLOW_MS: z.coerce.number().int().min(0).default(5_000),
  /** How long the caller of `tok_timeout_after_charge` is held before the connection is cut. */
  HOLD_MS: z.coerce.number().int().min(0).default(30_000),
  /** Where webhooks go; without it there are none. */
  WEBHOOK_URL: z.url({ protocol: /^http$/ }).optional(),
  /** What webhooks are signed with. */
  PROVIDER_WEBHOOK_SECRET: z.string().min(32).optional(),
});
export type Config = z.infer<typeof Config>;

/** @throws Error that names every bad variable */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const result = Config.refine((config) => !config.WEBHOOK_URL || config.PROVIDER_WEBHOOK_SECRET, {
    path: ['PROVIDER_WEBHOOK_SECRET'],
    message: 'is needed to sign webhooks',
  }).safeParse(env);
  if (!result.success) throw new Error(`the environment is not complete:\n${z.prettifyError(result.error)}`);
  return result.data;
}
