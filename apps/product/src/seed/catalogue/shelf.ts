import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const shelfProduct = z.strictObject({
  /** Three letters of the shelf and a number that is never given again. */
  sku: z.string().regex(/^[A-Z]{3}-\d{4}$/),
  slug,
  name: z.string().min(3).max(120),
  description: z.string().min(1).max(2000),
  /** Minor units of EUR, VAT included. */
  price: z.int().positive(),
  /** Pieces in the warehouse; 0 is sold out. */
  onHand: z.int().nonnegative(),
  /** What `drawProduct` needs besides the title. */
  image: z.strictObject({ shape: z.string().min(1), hue: z.int().min(0).max(359) }),
});

/** One category of the demo shop with all that stands on it. */
export const shelf = z.strictObject({
  slug,
  name: z.string().min(3),
  description: z.string().min(1),
  products: z.array(shelfProduct).min(1),
});

export type Shelf = z.infer<typeof shelf>;
