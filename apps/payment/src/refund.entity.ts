import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Payment } from './payment.entity.ts';
import type { RefundStatus } from './refund.state.ts';

/** Money on its way back. The id of the n-th refund of a payment is uuid5(payment, n). */
@Entity('refunds')
@Check('refunds_amount_positive', 'amount > 0')
@Check('refunds_status_known', `status IN ('SUBMITTED', 'SUCCEEDED', 'FAILED')`)
@Unique('refunds_idempotency', ['requestedBy', 'idempotencyKey'])
@Index('refunds_payment', ['paymentId'])
// Made by hand in the migrations: partial. A trigger there refuses a refund above what is left of the payment.
@Index('refunds_submitted', { synchronize: false })
@Index('refunds_untold', { synchronize: false })
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
  /** The member of staff who asked for it; null when it undoes a payment. */
  @Column('uuid', { name: 'requested_by', nullable: true }) requestedBy!: string | null;
  @Column('text', { name: 'idempotency_key', nullable: true }) idempotencyKey!: string | null;
  @Column('text', { name: 'request_hash', nullable: true }) requestHash!: string | null;
  /** The first answer to the request, which every repetition gets; null until it is known. */
  @Column('integer', { name: 'answer_status', nullable: true }) answerStatus!: number | null;
  @Column('text', { name: 'answer_body', nullable: true }) answerBody!: string | null;
  /** When the provider was last asked again; nobody else asks for a while then. */
  @Column('timestamptz', { name: 'asked_at', nullable: true }) askedAt!: Date | null;
  /** When somebody last began to tell Order that it has SUCCEEDED; nobody else does for a while then. */
  @Column('timestamptz', { name: 'telling_at', nullable: true }) tellingAt!: Date | null;
  /** Null until Order knows. */
  @Column('timestamptz', { name: 'told_at', nullable: true }) toldAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
