import { mailShape } from '@shopmesh/mail';
import { serviceShape } from '@shopmesh/runtime';
import { z } from 'zod';
import { Client, ClientSecrets, json } from './oauth/clients.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const shape = {
  ...serviceShape,
  ...mailShape,
  /** Encrypts the private signing keys in the database (AES-256-GCM). The same for all replicas and for ever. */
  KEY_ENCRYPTION_KEY: z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'must be 32 bytes in base64'),
  /** How long an access token is good, whatever happens to its user meanwhile. */
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(1).default(600),
  /** A signing key signs for this long, then the next one does. */
  KEY_ROTATION_DAYS: z.coerce.number().positive().default(30),
  /** A signing key is published for this long before it signs; whoever verifies tokens keeps keys for less than half of it. */
  KEY_LEAD_SECONDS: z.coerce.number().int().min(10).default(3600),
  /** A session ends when it was not refreshed for this long. */
  REFRESH_TOKEN_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .default(30 * DAY_SECONDS),
  /** Who may use the OAuth server: a JSON list of clients. */
  OAUTH_CLIENTS: json(z.array(Client)).prefault('[]'),
  /** What those of them that can keep a secret authenticate with: a JSON object, by client id. */
  OAUTH_CLIENT_SECRETS: json(ClientSecrets).prefault('{}'),
  MAIL_FROM: z.string().default('Shopmesh <accounts@shopmesh.example>'),
  /** How often a replica looks for mails to send. */
  MAIL_MS: z.coerce.number().int().min(10).default(1000),
  /** host:port of Order's gRPC. */
  ORDER_GRPC: z.string().min(1),
  /** How often a replica looks for people whom Order has yet to forget. */
  SWEEP_MS: z.coerce.number().int().min(10).default(5000),
  /** What the links in mails begin with; ISSUER unless the shop's pages are somewhere else. */
  SHOP_URL: z.url().optional(),
} as const;

export const CONFIG = Symbol('user config');

export type Config = z.infer<z.ZodObject<typeof shape>>;
