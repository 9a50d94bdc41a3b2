import { Cursor, Limit, Money, pageOf, text } from '@shopmesh/contracts';
import { z } from 'zod';

export const SORTS = ['relevance', 'newest', 'price', '-price', 'name'] as const;
export type Sort = (typeof SORTS)[number];

const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

export const ProductQuery = z
  .strictObject({
    q: text(200).optional().meta({ description: 'Words to search for in names and descriptions' }),
    category: slug.optional(),
    minPrice: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    maxPrice: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    inStock: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
    sort: z.enum(SORTS).optional().meta({ description: 'By default relevance with `q`, newest without' }),
    limit: Limit,
    cursor: Cursor,
  })
  .refine(({ sort, q }) => sort !== 'relevance' || q, { path: ['sort'], message: 'relevance needs a q' });
export type ProductQuery = z.infer<typeof ProductQuery>;

export const NewProduct = z.strictObject({
  sku: z
    .string()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'must be upper-case letters and digits joined by hyphens')
    .max(40),
  slug,
  name: text(200),
  description: text(5000),
  price: Money,
  category: slug,
  imageUrl: z
    .string()
    .max(500)
    .regex(/^(https:\/\/|\/)[^\s\\]+$/, 'must be an https URL or a path'),
});
export type NewProduct = z.infer<typeof NewProduct>;

export const ProductChange = NewProduct.omit({ sku: true }).partial();
export type ProductChange = z.infer<typeof ProductChange>;

export const StockCount = z.strictObject({ onHand: z.int().min(0).max(1_000_000_000) });

export const ProductView = z
  .object({
    id: z.uuid(),
    sku: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    price: Money,
    category: z.string(),
    imageUrl: z.string(),
    inStock: z.boolean(),
  })
  .meta({ id: 'Product' });
export type ProductView = z.infer<typeof ProductView>;

export const ProductDetail = ProductView.extend({ stock: z.object({ available: z.int() }) }).meta({
  id: 'ProductDetail',
});
export type ProductDetail = z.infer<typeof ProductDetail>;

export const ProductPage = pageOf(ProductView).meta({ id: 'ProductPage' });
export type ProductPage = z.infer<typeof ProductPage>;

export const CategoryList = z
  .object({ items: z.array(z.object({ slug: z.string(), name: z.string(), description: z.string() })) })
  .meta({ id: 'CategoryList' });
export type CategoryList = z.infer<typeof CategoryList>;

/** A product as the database has it. */
export type ProductRow = Omit<ProductView, 'price'> & { price: number; currency: string; version: number };

export function toView(row: ProductRow): ProductView {
  const { id, sku, slug, name, description, price, currency, category, imageUrl, inStock } = row;
  return { id, sku, slug, name, description, price: { amount: price, currency }, category, imageUrl, inStock };
}
