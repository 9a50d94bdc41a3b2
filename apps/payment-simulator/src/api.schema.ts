import { z } from 'zod';

/** Minor units; the shop's own limit. */
const MAX_AMOUNT = 10_000_000_000;

const Reference = z.string().regex(/^[\w-]{1,100}$/, 'must be 1 to 100 letters, digits, _ or -');

export const ChargeRequest = z.strictObject({
  reference: Reference,
  /** What the merchant calls the order; said again in webhooks. */
  order: Reference.optional(),
  amount: z.int().min(0).max(MAX_AMOUNT),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  source: z.string().min(1).max(255),
});
export type ChargeRequest = z.infer<typeof ChargeRequest>;

export const RefundRequest = z.strictObject({ reference: Reference, amount: z.int().min(1).max(MAX_AMOUNT) });
export type RefundRequest = z.infer<typeof RefundRequest>;

export const IdempotencyKey = z.string('is missing').min(1).max(255);

/** How the provider misbehaves. A call that leaves something out sets it back to the default. */
export const Control = z.strictObject({
  /** `reordered`: those of the last two seconds are sent in the opposite order. */
  webhooks: z.enum(['once', 'twice', 'reordered', 'lost']).default('once'),
  /** Every answer comes this much later; what was asked for is done at once. */
  latencyMs: z.int().min(0).max(60_000).default(0),
  /** Connections are cut before anything is done. */
  down: z.boolean().default(false),
  /** Charges are made, and the connection is cut instead of an answer. Charges can still be found. */
  chargeWithoutAnswer: z.boolean().default(false),
});
export type Control = z.infer<typeof Control>;

/** Which charges to list; `cursor` is the `nextCursor` of the page before. */
export const ListQuery = z.strictObject({
  since: z.iso.datetime().default('1970-01-01T00:00:00.000Z'),
  cursor: z.coerce.number().int().min(0).default(0),
});

/** `amount` and `refunded` are in minor units of `currency`. `updatedAt` is when it was made or last refunded. */
export type Charge = {
  id: string;
  reference: string;
  order?: string;
  amount: number;
  currency: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  declineCode?: string;
  refunded: number;
  createdAt: string;
  updatedAt: string;
};

/** `key` is the idempotency key that it was asked for with. */
export type Refund = { id: string; key: string; reference: string; amount: number; status: 'succeeded' };
