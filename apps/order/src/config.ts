import { mailShape } from '@shopmesh/mail';
import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';

const address = z.string().regex(/^[\w.-]+:\d+$/, 'must be host:port');

export const shape = {
  ...serviceShape,
  ...mailShape,
  /** `host:port` of Product's gRPC. */
  PRODUCT_GRPC: address,
  /** `host:port` of Payment's gRPC. */
  PAYMENT_GRPC: address,
  /** `host:port` of User's gRPC. */
  USER_GRPC: address,
  /** Stock of an unfinished order is held this long; longer than the payment window. */
  HOLD_SECONDS: z.coerce.number().int().min(1).default(1800),
  /** An order whose payment has no outcome after this is cancelled. */
  PAYMENT_WINDOW_SECONDS: z.coerce.number().int().min(1).default(600),
  /** POST /v1/orders answers 202 when the order is not finished after this. */
  CHECKOUT_BOUND_MS: z.coerce.number().int().min(0).default(2000),
  /** How often a replica looks for orders that nobody drives. */
  SWEEP_MS: z.coerce.number().int().min(10).default(1000),
  /** How often a replica looks for events to deliver. */
  OUTBOX_MS: z.coerce.number().int().min(10).default(1000),
  MAIL_FROM: z.string().default('Shopmesh <orders@shopmesh.example>'),
};

export const CONFIG = Symbol('order config');
export type Config = z.infer<z.ZodObject<typeof shape>>;
