import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Payment } from './payment.entity.ts';
import type { RefundStatus } from './refund.state.ts';

/** Money on its way back. The id of the n-th refund of a payment is uuid5(payment, n). */
@Entity('refunds')
@Check('refunds_amount_positive', 'amount > 0')
@Check('refunds_status_known', `status IN ('SUBMITTED', 'SUCCEEDED', 'FAILED')`)
@Index('refunds_payment', ['paymentId'])
export class Refund {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'refunds_pk' }) id!: string;
  @Column('uuid', { name: 'payment_id' }) paymentId!: string;
  @ManyToOne(() => Payment)
  @JoinColumn({ name: 'payment_id', foreignKeyConstraintName: 'refunds_payment_fk' })
  payment?: Payment;
  /** Minor units of the payment's currency. */
  @Column('bigint') amount!: number;
  @Column('text') reason!: string;
  @Column('text') status!: RefundStatus;
  /** The provider's own id of the refund. */
  @Column('text', { name: 'provider_ref', nullable: true }) providerRef!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
