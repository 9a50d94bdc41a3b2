import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';

export const shape = {
  ...serviceShape,
  /** `host:port` of Order's gRPC. */
  ORDER_GRPC: z.string().regex(/^[\w.-]+:\d+$/, 'must be host:port'),
  /** Who takes the money. Which of the variables below it needs is checked when it is made (see provider.factory.ts). */
  PROVIDER: z.enum(['simulated', 'stripe']).default('simulated'),
  /** How long the provider may take to answer; after that the outcome of a call is unknown. */
  PROVIDER_TIMEOUT_MS: z.coerce.number().int().min(1).default(20_000),
  /** Of `simulated`: where it is. */
  PROVIDER_URL: z.url().optional(),
  /** Of `simulated`: what its webhooks are signed with. */
  PROVIDER_WEBHOOK_SECRET: z.string().min(32).optional(),
  /** Of `stripe`: sk_… */
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  /** Of `stripe`: whsec_… */
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  /** Of `stripe`: another address than Stripe's, for tests. */
  STRIPE_URL: z.url().default('https://api.stripe.com'),
  /** How often unfinished payments, refunds and webhooks are looked for, and refunds that Order has not heard of. */
  SWEEP_MS: z.coerce.number().int().min(10).default(5_000),
  /** A payment of unknown outcome is left to who asked for it until it is this old; then the provider is asked. */
  UNKNOWN_AFTER_MS: z.coerce.number().int().min(0).default(60_000),
  /** Hour of the day (UTC) after which the books are compared with the provider's, once a day. */
  RECONCILE_HOUR: z.coerce.number().int().min(0).max(23).default(3),
  /** How far back that comparison looks. */
  RECONCILE_HOURS: z.coerce.number().int().min(1).default(48),
  /** How often it is looked whether that comparison is due. */
  RECONCILE_LOOK_MS: z.coerce.number().int().min(10).default(60_000),
};
export const CONFIG = Symbol('payment config');

export type Config = z.infer<z.ZodObject<typeof shape>>;
