import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProviderEvent } from './provider.ts';

/** What a provider said unasked, once for each event however often it was sent. */
@Entity('webhook_events')
// Made by hand in the migration: partial.
@Index('webhook_events_unprocessed', { synchronize: false })
export class WebhookEvent {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webhook_events_pk' }) provider!: string;
  @PrimaryColumn('text', { name: 'event_id', primaryKeyConstraintName: 'webhook_events_pk' }) eventId!: string;
  @Column('text') type!: string;
  @Column('text') says!: ProviderEvent['says'];
  @Column('uuid', { name: 'payment_id', nullable: true }) paymentId!: string | null;
  @Column('uuid', { name: 'order_id', nullable: true }) orderId!: string | null;
  @Column('uuid', { name: 'refund_id', nullable: true }) refundId!: string | null;
  /** Minor units of `currency`. */
  @Column('bigint', { nullable: true }) amount!: number | null;
  @Column('text', { nullable: true }) currency!: string | null;
  /** Why it was left without effect: it does not fit what we know. */
  @Column('text', { nullable: true }) mismatch!: string | null;
  @Column('timestamptz', { name: 'received_at', default: () => 'now()' }) receivedAt!: Date;
  /** When it was last taken up; nobody else takes it up for a while then. */
  @Column('timestamptz', { name: 'tried_at', nullable: true }) triedAt!: Date | null;
  @Column('timestamptz', { name: 'processed_at', nullable: true }) processedAt!: Date | null;
}
