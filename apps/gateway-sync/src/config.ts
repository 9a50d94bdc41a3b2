import { z } from 'zod';

const Urls = z
  .string()
  .transform((text) => text.split(',').map((url) => url.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1));

const Config = z.object({
  HOST: z.string().default('127.0.0.1'),
  /** Of the health checks. */
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535),
  /** The configuration of the gateway without its keys: deploy/kong/kong.yml. Read again each time. */
  KONG_FILE: z.string().min(1),
  /** The Admin API of every Kong node, separated by commas. */
  KONG_ADMIN_URLS: Urls,
  /** Where the issuer publishes its keys. */
  JWKS_URL: z.url({ protocol: /^https?$/ }),
  /** A new key is published much longer than this before it signs. */
  SYNC_SECONDS: z.coerce.number().min(0.1).default(10),
  LOG_LEVEL: z.string().default('info'),
});
export type Config = z.infer<typeof Config>;

/** @throws Error that names every bad variable */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const result = Config.safeParse(env);
  if (!result.success) throw new Error(`the environment is not complete:\n${z.prettifyError(result.error)}`);
  return result.data;
}
