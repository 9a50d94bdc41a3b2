import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { LedgerEntry, LedgerTransaction } from './ledger.entity.ts';
import { Payments1700000000001 } from './migrations/0001-payments.ts';
import { Ledger1700000000002 } from './migrations/0002-ledger.ts';
import { Payment } from './payment.entity.ts';
import { Refund } from './refund.entity.ts';

/** Payment's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'payment',
      entities: [Payment, Refund, LedgerTransaction, LedgerEntry],
      migrations: [Payments1700000000001, Ledger1700000000002],
    },
    url,
    pool,
  );
}
