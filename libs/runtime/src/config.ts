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
  /**
   * How services that call by gRPC prove who they are: `mesh` by the peer certificate that the sidecar has verified, `secret` by
   * tokens signed with SERVICE_SECRET.
   */
  PEER_IDENTITY: z.enum(['mesh', 'secret']).default('secret'),
  /** Shared by all services; needed unless a mesh identifies them. */
  SERVICE_SECRET: z.string().min(32).optional(),
  /** Before a service's name in the SPIFFE id of its certificate. */
  MESH_IDENTITIES: z.string().default('spiffe://cluster.local/ns/shopmesh/sa/'),
  DATABASE_URL: z.url(),
  DATABASE_POOL: z.coerce.number().int().min(1).default(10),
} as const;

export type ServiceConfig = z.infer<z.ZodObject<typeof serviceShape>>;

const NO_SECRET = { path: ['SERVICE_SECRET'], message: 'is needed unless PEER_IDENTITY is mesh' };

function isIdentified(config: { PEER_IDENTITY?: unknown; SERVICE_SECRET?: unknown }): boolean {
  return config.PEER_IDENTITY !== 'secret' || config.SERVICE_SECRET !== undefined;
}

/**
 * Reads a service's settings.
 * @throws Error that names every bad variable at once, with what it should be; values are not repeated (they may be secret)
 */
export function loadConfig<S extends z.ZodRawShape>(
  shape: S,
  env: Record<string, string | undefined> = process.env,
): z.infer<z.ZodObject<S>> {
  const result = z.object(shape).refine(isIdentified, NO_SECRET).safeParse(env);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`the environment is not complete:\n${lines.join('\n')}`);
}
