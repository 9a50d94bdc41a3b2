import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { LedgerEntry, LedgerTransaction } from './ledger.entity.ts';
import { Payments1700000000001 } from './migrations/0001-payments.ts';
import { Ledger1700000000002 } from './migrations/0002-ledger.ts';
import { Unfinished1700000000003 } from './migrations/0003-unfinished.ts';
import { RefundRequests1700000000004 } from './migrations/0004-refund-requests.ts';
import { Webhooks1700000000005 } from './migrations/0005-webhooks.ts';
import { Reconciliations1700000000006 } from './migrations/0006-reconciliations.ts';
import { RefundNotices1700000000007 } from './migrations/0007-refund-notices.ts';
import { Payment } from './payment.entity.ts';
import { ReconciliationRun } from './reconciliation.entity.ts';
import { Refund } from './refund.entity.ts';
import { WebhookEvent } from './webhook.entity.ts';

/** Payment's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'payment',
      entities: [Payment, Refund, LedgerTransaction, LedgerEntry, WebhookEvent, ReconciliationRun],
      migrations: [
        Payments1700000000001,
        Ledger1700000000002,
        Unfinished1700000000003,
        RefundRequests1700000000004,
        Webhooks1700000000005,
        Reconciliations1700000000006,
        RefundNotices1700000000007,
      ],
    },
    url,
    pool,
  );
}
