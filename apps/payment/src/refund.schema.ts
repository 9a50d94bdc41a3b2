import { Money, line } from '@shopmesh/contracts';
import { z } from 'zod';
import type { Refund } from './refund.entity.ts';

/** As long as a line on a statement or two. */
const MAX_REASON = 200;

export const NewRefund = z
  .strictObject({
    amount: Money.refine(({ amount }) => amount > 0, { path: ['amount'], message: 'must be at least 1' })
      .optional()
      .meta({ description: 'How much goes back; absent: all that is left' }),
    reason: line(MAX_REASON).meta({ example: 'arrived broken' }),
  })
  .meta({ id: 'NewRefund' });
export type NewRefund = z.infer<typeof NewRefund>;

export const RefundView = z
  .object({
    id: z.uuid(),
    paymentId: z.uuid(),
    amount: Money,
    reason: z.string(),
    status: z.enum(['SUBMITTED', 'SUCCEEDED']).meta({
      description: 'SUBMITTED: the provider has not answered yet; it is finished without asking again',
    }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Refund' });
export type RefundView = z.infer<typeof RefundView>;

export const IdempotencyKey = z.object({
  'Idempotency-Key': z
    .string({ error: 'this header is required: any unique text of yours, such as a UUID' })
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1-255 visible ASCII characters'),
});

/** A refund as the service's statements return it. */
export type RefundRow = Pick<
  Refund,
  'id' | 'paymentId' | 'amount' | 'reason' | 'status' | 'createdAt' | 'requestHash' | 'answerStatus' | 'answerBody'
> & {
  currency: string;
  /** The provider's own id of the payment. */
  paymentRef: string | null;
};

/** A refund that has succeeded and that Order may not know of. `amount` is in minor units of `currency`. */
export type UntoldRefund = Pick<Refund, 'id' | 'amount'> & { orderId: string; currency: string };

/** Who asks, and by which a repetition is known. */
export type RefundRequest = { requestedBy: string; key: string; requestHash: string };

/** An answer as it is sent; a repetition gets the same bytes. */
export type Answer = { status: number; body: string };

export function toRefundView(row: RefundRow): Omit<RefundView, 'status'> & Pick<RefundRow, 'status'> {
  const { id, paymentId, amount, currency, reason, status, createdAt } = row;
  return { id, paymentId, amount: { amount, currency }, reason, status, createdAt: createdAt.toISOString() };
}
