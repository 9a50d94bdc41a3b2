import { Money } from '@shopmesh/contracts';
import { z } from 'zod';
import { Quantity } from '../order.schema.ts';

export const CartQuantity = z.strictObject({ quantity: Quantity });

export const CartView = z
  .object({
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
  })
  .meta({ id: 'Cart' });
export type CartView = z.infer<typeof CartView>;
