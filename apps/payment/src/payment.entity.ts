import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PaymentStatus } from './payment.state.ts';

/** One attempt to take an order's money; its id comes from Order. The card's token is not kept. */
@Entity('payments')
@Check('payments_status_known', `status IN ('SUBMITTED', 'CAPTURED', 'DECLINED', 'CANCELLED')`)
@Check('payments_never_over_refunded', '0 <= refunded AND refunded <= amount')
@Check('payments_declined_for_a_reason', `(decline_code IS NOT NULL) = (status = 'DECLINED')`)
@Index('payments_order', ['orderId'])
// Made by hand in the migration: partial.
@Index('payments_one_live', { synchronize: false })
@Index('payments_submitted', { synchronize: false })
export class Payment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payments_pk' }) id!: string;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  /** Minor units of `currency`. */
  @Column('bigint') amount!: number;
  @Column('character', { length: 3 }) currency!: string;
  @Column('text') status!: PaymentStatus;
  /** The provider's reason, as in `insufficient_funds`. */
  @Column('text', { name: 'decline_code', nullable: true }) declineCode!: string | null;
  @Column('text') provider!: string;
  /** The provider's own id of the charge. */
  @Column('text', { name: 'provider_ref', nullable: true }) providerRef!: string | null;
  /** Minor units that went back. */
  @Column('bigint', { default: 0 }) refunded!: number;
  /** When the sweep last asked the provider what became of it; nobody else asks for a while then. */
  @Column('timestamptz', { name: 'asked_at', nullable: true }) askedAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
