import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { CartItem } from './cart/cart.entity.ts';
import { IdempotencyKey } from './idempotency.entity.ts';
import { Orders1700000000001 } from './migrations/0001-orders.ts';
import { Cart1700000000002 } from './migrations/0002-cart.ts';
import { Outbox1700000000003 } from './migrations/0003-outbox.ts';
import { Order, OrderEvent, OrderItem } from './order.entity.ts';

/** Order's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'order',
      entities: [Order, OrderItem, OrderEvent, IdempotencyKey, CartItem],
      migrations: [Orders1700000000001, Cart1700000000002, Outbox1700000000003],
    },
    url,
    pool,
  );
}
