import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';

export const shape = {
  ...serviceShape,
  /** `host:port` of Order's gRPC. */
  ORDER_GRPC: z.string().regex(/^[\w.-]+:\d+$/, 'must be host:port'),
  /** How often holds past their time are looked for. */
  EXPIRY_SWEEP_MS: z.coerce.number().int().min(10).default(15_000),
};
export const CONFIG = Symbol('product config');

export type Config = z.infer<z.ZodObject<typeof shape>>;
