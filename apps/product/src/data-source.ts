import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { Catalogue1700000000001 } from './migrations/0001-catalogue.ts';
import { Stock1700000000002 } from './migrations/0002-stock.ts';
import { Category, Product } from './product.entity.ts';
import { Reservation, ReservationLine } from './reservation.entity.ts';
import { Stock, StockAdjustment } from './stock.entity.ts';

/** Product's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'product',
      entities: [Category, Product, Stock, StockAdjustment, Reservation, ReservationLine],
      migrations: [Catalogue1700000000001, Stock1700000000002],
    },
    url,
    pool,
  );
}
