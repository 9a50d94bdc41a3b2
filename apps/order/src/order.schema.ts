import { Cursor, Limit, MAX_AMOUNT, Money, pageOf, line } from '@shopmesh/contracts';
import { z } from 'zod';
import { ORDER_STATUSES, type CancelReason, type OrderStatus, type Step } from './order.state.ts';

export const Address = z
  .strictObject({
    name: line(100),
    line1: line(200),
    line2: line(200).optional(),
    city: line(100),
    postalCode: line(20),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code'),
  })
  .meta({ id: 'NewAddress' });
export type Address = z.infer<typeof Address>;

/** As stored, so without the tidying of what comes in. */
const AddressView = z
  .object({
    name: z.string(),
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postalCode: z.string(),
    country: z.string(),
  })
  .meta({ id: 'Address' });

/** Pieces of one product in one order. */
export const Quantity = z.int().min(1).max(999);
const MAX_LINES = 50;

export const NewOrder = z.strictObject({
  items: z
    .array(z.strictObject({ productId: z.uuid(), quantity: Quantity }))
    .min(1)
    .max(MAX_LINES)
    .optional()
    .meta({ description: 'What to buy; absent: the cart' }),
  shippingAddress: Address,
  payment: z.strictObject({
    method: z.literal('card'),
    token: z
      .string()
      .regex(/^tok_\w{1,100}$/, 'must be a token of the payment provider')
      .meta({ example: 'tok_visa' }),
  }),
  expectedTotal: Money.optional().meta({ description: 'Refuse (409) when the total is another by now' }),
});
export type NewOrder = z.infer<typeof NewOrder>;

export const IdempotencyKey = z.object({
  'Idempotency-Key': z
    .string({ error: 'this header is required: any unique text of yours, such as a UUID' })
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1-255 visible ASCII characters'),
});

export const OrderQuery = z.strictObject({
  userId: z.uuid().optional().meta({ description: 'Staff only' }),
  status: z.enum(ORDER_STATUSES).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type OrderQuery = z.infer<typeof OrderQuery>;

export const OrderView = z
  .object({
    id: z.uuid(),
    number: z.string().meta({ example: 'SM-100001' }),
    status: z.enum(ORDER_STATUSES),
    items: z.array(
      z.object({
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        quantity: z.int(),
        unitPrice: Money,
        lineTotal: Money,
      }),
    ),
    total: Money,
    shippingAddress: AddressView,
    payment: z.object({ id: z.uuid(), status: z.string() }).nullable(),
    cancelReason: z.string().optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Order' });
export type OrderView = z.infer<typeof OrderView>;

export const OrderPage = pageOf(OrderView).meta({ id: 'OrderPage' });
export type OrderPage = z.infer<typeof OrderPage>;

export const EventList = z
  .object({
    items: z.array(
      z.object({ seq: z.int(), type: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) }),
    ),
  })
  .meta({ id: 'OrderEvents' });
export type EventList = z.infer<typeof EventList>;

/** A line as it was bought. `unitPrice` is in minor units of the order's currency. */
export type OrderLine = { productId: string; sku: string; name: string; quantity: number; unitPrice: number };

/** An order as the database has it, with its lines. Amounts in minor units of `currency`. */
export type OrderRow = {
  id: string;
  number: number;
  userId: string;
  status: OrderStatus;
  step: Step;
  version: number;
  total: number;
  currency: string;
  shippingAddress: Address;
  paymentId: string;
  paymentStatus: string | null;
  paymentToken: string | null;
  declineCode: string | null;
  cancelReason: CancelReason | null;
  tries: number;
  createdAt: Date;
  updatedAt: Date;
  items: OrderLine[];
};

/** Sums lines exactly: amounts stay below 2^53. */
export function totalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
}

/** Whether a total is one that Money can say. */
export function isPayable(total: number): boolean {
  return total <= MAX_AMOUNT;
}

export function toView(order: OrderRow): OrderView {
  const money = (amount: number) => ({ amount, currency: order.currency });
  return {
    id: order.id,
    number: `SM-${order.number}`,
    status: order.status,
    items: order.items.map(({ productId, sku, name, quantity, unitPrice }) => ({
      productId,
      sku,
      name,
      quantity,
      unitPrice: money(unitPrice),
      lineTotal: money(unitPrice * quantity),
    })),
    total: money(order.total),
    shippingAddress: order.shippingAddress,
    payment: order.paymentStatus ? { id: order.paymentId, status: order.paymentStatus } : null,
    ...(order.cancelReason && { cancelReason: order.cancelReason }),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}
