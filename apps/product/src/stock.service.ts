import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import { staleProduct } from './product.service.ts';

export type Inventory = { sku: string; onHand: number; reserved: number; available: number };

/** $1 product, $2 pieces, $3 id of the adjustment, $4 who, $5 version seen or null. */
const COUNT = sql(`
  WITH before AS MATERIALIZED (
    SELECT products.id, stock.sku, on_hand, reserved, version FROM stock JOIN products USING (sku)
    WHERE products.id = $1 AND deleted_at IS NULL FOR UPDATE),
  counted AS (
    UPDATE stock SET on_hand = $2 FROM before
    WHERE stock.sku = before.sku AND before.reserved <= $2 AND ($5::int IS NULL OR version = $5) RETURNING stock.sku),
  noted AS (
    INSERT INTO stock_adjustments (id, sku, quantity, adjusted_by)
    SELECT $3, sku, $2 - on_hand, $4 FROM before JOIN counted USING (sku) WHERE on_hand <> $2)
  SELECT version, reserved, EXISTS (SELECT FROM counted) AS done FROM before`);

/** Counts as a change by staff, so that If-Match sees it. Reservations do not. */
const TOUCH = sql(`UPDATE products SET version = version + 1, updated_at = now() WHERE id = $1`);

const INVENTORY = sql(`
  SELECT sku, on_hand AS "onHand", reserved, on_hand - reserved AS available FROM stock WHERE sku = $1`);

/** What is on the shelf, as staff count it. */
@Injectable()
export class StockService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Sets the pieces on the shelf.
   * @param version of the product that the caller has seen; undefined takes any
   * @throws not_found `product.not_found`; stale `product.stale`; conflict `stock.below_reserved`: more is held for orders
   */
  async count(productId: string, onHand: number, by: string, version?: number): Promise<void> {
    const values = [productId, onHand, uuidv7(), by, version ?? null];
    await this.database.transaction(async (tx) => {
      const row = await tx.one<{ version: number; reserved: number; done: boolean }>(COUNT, values);
      if (!row) throw new DomainError('not_found', 'product.not_found', 'there is no such product');
      if (version !== undefined && row.version !== version) throw staleProduct();
      if (!row.done) {
        throw new DomainError('conflict', 'stock.below_reserved', `${row.reserved} pieces are held for orders`);
      }
      await tx.one(TOUCH, [productId]);
    });
  }

  /** @throws not_found `product.not_found` */
  async inventory(sku: string): Promise<Inventory> {
    const row = await this.database.one<Inventory>(INVENTORY, [sku]);
    if (!row) throw new DomainError('not_found', 'product.not_found', 'there is no such product');
    return row;
  }
}
