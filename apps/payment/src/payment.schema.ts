import { Money } from '@shopmesh/contracts';
import { z } from 'zod';
import type { Payment } from './payment.entity.ts';

export const PaymentView = z
  .object({
    id: z.uuid(),
    orderId: z.uuid(),
    amount: Money,
    status: z
      .enum(['SUBMITTED', 'CAPTURED', 'DECLINED', 'CANCELLED'])
      .meta({ description: 'SUBMITTED: the outcome is not known yet' }),
    refunded: Money,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Payment' });
export type PaymentView = z.infer<typeof PaymentView>;

/** What Order asks for. `amount` is in minor units of `currency`. */
export type NewPayment = { id: string; orderId: string; userId: string; amount: number; currency: string };

/** A payment as the service's statements return it. */
export type PaymentRow = Omit<Payment, 'provider' | 'askedAt' | 'updatedAt'>;

export function toView(row: PaymentRow): PaymentView {
  const { id, orderId, amount, currency, status, refunded, createdAt } = row;
  return {
    id,
    orderId,
    amount: { amount, currency },
    status,
    refunded: { amount: refunded, currency },
    createdAt: createdAt.toISOString(),
  };
}
