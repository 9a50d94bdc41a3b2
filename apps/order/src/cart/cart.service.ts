import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { ProductClient } from '../product.client.ts';
import type { CartView } from './cart.schema.ts';

export type CartLine = { productId: string; quantity: number };

/** More different products than an order may have would be a cart that cannot be bought. */
const MAX_LINES = 50;
/** Shown for an empty cart; the shop sells in this currency. */
const CURRENCY = 'EUR';

const LINES = sql(`
  SELECT product_id AS "productId", quantity FROM cart_items WHERE user_id = $1 ORDER BY added_at, product_id`);
const PUT = sql(`
  INSERT INTO cart_items (user_id, product_id, quantity)
  SELECT $1, $2, $3 WHERE (SELECT count(*) FROM cart_items WHERE user_id = $1 AND product_id <> $2) < ${MAX_LINES}
  ON CONFLICT (user_id, product_id) DO UPDATE SET quantity = excluded.quantity RETURNING quantity`);
const REMOVE = sql(`DELETE FROM cart_items WHERE user_id = $1 AND product_id = $2`);
const CLEAR = sql(`DELETE FROM cart_items WHERE user_id = $1`);

/** The cart of a signed-in customer. */
@Injectable()
export class CartService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ProductClient) private readonly product: ProductClient,
  ) {}

  lines(userId: string): Promise<CartLine[]> {
    return this.database.many<CartLine>(LINES, [userId]);
  }

  /** The cart at today's prices. Products that are no longer sold are left out. @throws unavailable `product.unavailable` */
  async show(userId: string): Promise<CartView> {
    const lines = await this.lines(userId);
    const prices = await this.product.prices(lines.map((line) => line.productId));
    const items = lines.flatMap(({ productId, quantity }) => {
      const product = prices.get(productId);
      if (!product) return [];
      const money = (amount: number) => ({ amount, currency: product.currency });
      const { sku, name, price } = product;
      return { productId, sku, name, quantity, unitPrice: money(price), lineTotal: money(price * quantity) };
    });
    const amount = items.reduce((sum, item) => sum + item.lineTotal.amount, 0);
    return { items, total: { amount, currency: items[0]?.lineTotal.currency ?? CURRENCY } };
  }

  /** @throws not_found `product.not_found`; conflict `cart.full` */
  async put(userId: string, productId: string, quantity: number): Promise<void> {
    const known = await this.product.prices([productId]);
    if (known.size === 0) throw new DomainError('not_found', 'product.not_found', 'there is no such product');
    const row = await this.database.one(PUT, [userId, productId, quantity]);
    if (!row) throw new DomainError('conflict', 'cart.full', `a cart holds ${MAX_LINES} different products at most`);
  }

  async remove(userId: string, productId: string): Promise<void> {
    await this.database.one(REMOVE, [userId, productId]);
  }

  async clear(userId: string): Promise<void> {
    await this.database.one(CLEAR, [userId]);
  }
}
