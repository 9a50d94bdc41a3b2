import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';

/**
 * $1 user. Of orders that are over, what was bought and paid is kept, as the law has it, and the country for taxes; the rest of the
 * address goes, with the answers that repeat it, and the cart.
 */
const FORGET = sql(`
  WITH finished AS (
    SELECT id FROM orders WHERE user_id = $1 AND step = 'DONE' AND status IN ('DELIVERED', 'CANCELLED')),
  redacted AS (
    UPDATE orders SET shipping_address = '{"name": "removed", "line1": "removed", "city": "removed", "postalCode": "removed"}'
      || jsonb_build_object('country', shipping_address -> 'country')
    FROM finished WHERE orders.id = finished.id AND shipping_address ->> 'name' <> 'removed'),
  answers AS (
    UPDATE idempotency_keys SET body = json_build_object('id', order_id)
    FROM finished WHERE user_id = $1 AND order_id = finished.id AND body LIKE '%shippingAddress%'),
  cart AS (DELETE FROM cart_items WHERE user_id = $1)
  SELECT count(*) AS "underWay" FROM orders WHERE user_id = $1 AND id NOT IN (SELECT id FROM finished)`);

/** Customers who have left the shop. */
@Injectable()
export class Departed {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Forgets what need not be kept of a person. May be repeated. @returns how many orders still need their address */
  async forget(userId: string): Promise<number> {
    return (await this.database.one<{ underWay: number }>(FORGET, [userId]))!.underWay;
  }
}
