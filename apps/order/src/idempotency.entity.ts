import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The first answer to a request that must have one effect; null until it is known. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'idempotency_keys_pk' }) userId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' }) operation!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pk' }) key!: string;
  @Column('text', { name: 'request_hash' }) requestHash!: string;
  @Column('uuid', { name: 'order_id', nullable: true }) orderId!: string | null;
  @Column('integer', { nullable: true }) status!: number | null;
  @Column('text', { nullable: true }) body!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
