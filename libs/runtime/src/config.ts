import { z } from 'zod';

/** What every service reads from its environment. Spread it into the service's own shape. */
export const serviceShape = {
  /** Address to bind; loopback unless told otherwise. */
  HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65535),
  GRPC_PORT: z.coerce.number().int().min(0).max(65535),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** `iss` of the access tokens that are accepted. */
  ISSUER: z.url(),
  /** `aud` of the access tokens that are accepted. */
  AUDIENCE: z.string().default('shopmesh'),
  /** Where the issuer publishes its signing keys (RFC 7517). */
  JWKS_URL: z.url(),
  DATABASE_URL: z.url(),
  DATABASE_POOL: z.coerce.number().int().min(1).default(10),
} as const;

export type ServiceConfig = z.infer<z.ZodObject<typeof serviceShape>>;

/**
 * Reads a service's settings.
 * @throws Error that names every bad variable at once, with what it should be; values are not repeated (they may be secret)
 */
export function loadConfig<S extends z.ZodRawShape>(
  shape: S,
  env: Record<string, string | undefined> = process.env,
): z.infer<z.ZodObject<S>> {
  const result = z.object(shape).safeParse(env);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the environment is not complete:\n${lines.join('\n')}`);
}
