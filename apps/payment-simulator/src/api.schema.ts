import { z } from 'zod';

/** Minor units; the shop's own limit. */
const MAX_AMOUNT = 10_000_000_000;

const Reference = z.string().regex(/^[\w-]{1,100}$/, 'must be 1 to 100 letters, digits, _ or -');

export const ChargeRequest = z.strictObject({
  reference: Reference,
  amount: z.int().min(0).max(MAX_AMOUNT),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
  source: z.string().min(1).max(255),
});
export type ChargeRequest = z.infer<typeof ChargeRequest>;

export const RefundRequest = z.strictObject({ reference: Reference, amount: z.int().min(1).max(MAX_AMOUNT) });
export type RefundRequest = z.infer<typeof RefundRequest>;

export const IdempotencyKey = z.string('is missing').min(1).max(255);

/** `amount` and `refunded` are in minor units of `currency`. */
export type Charge = {
  id: string;
  reference: string;
  amount: number;
  currency: string;
  status: 'succeeded' | 'failed' | 'cancelled';
  declineCode?: string;
  refunded: number;
};

export type Refund = { id: string; reference: string; amount: number; status: 'succeeded' };
