import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';

/** Why money moved: `capture` of a payment, or `refund`; each is booked once. Neither table is ever changed, only added to. */
@Entity('ledger_transactions')
@Unique('ledger_transactions_once', ['kind', 'sourceId'])
export class LedgerTransaction {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_transactions_pk' }) id!: string;
  @Column('text') kind!: string;
  /** The payment or the refund. */
  @Column('uuid', { name: 'source_id' }) sourceId!: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

/** One side of a transaction. The sides sum to zero in each currency. */
@Entity('ledger_entries')
export class LedgerEntry {
  @PrimaryColumn('uuid', { name: 'transaction_id', primaryKeyConstraintName: 'ledger_entries_pk' })
  transactionId!: string;
  @ManyToOne(() => LedgerTransaction)
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'ledger_entries_transaction_fk' })
  transaction?: LedgerTransaction;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_entries_pk' }) account!: string;
  /** Minor units of `currency`; debits are positive. */
  @Column('bigint') amount!: number;
  @Column('character', { length: 3 }) currency!: string;
}
