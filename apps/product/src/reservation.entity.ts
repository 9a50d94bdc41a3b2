import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

/** HELD goes to COMMITTED, RELEASED or EXPIRED. REJECTED, LOST and RELEASED are final and never turn into success. */
export const RESERVATION_STATES = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REJECTED', 'LOST'] as const;
export type ReservationState = (typeof RESERVATION_STATES)[number];

/** The stock of one order; its key is the order's id. A RELEASED one without lines is a tombstone. */
@Entity('reservations')
@Index('reservations_held', { synchronize: false })
export class Reservation {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'reservations_pk' }) orderId!: string;
  @Column('enum', { enum: RESERVATION_STATES, enumName: 'reservation_state' }) state!: ReservationState;
  /** What was not to be had when REJECTED. */
  @Column('text', { name: 'missing_skus', array: true, default: () => `'{}'` }) missingSkus!: string[];
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}

@Entity('reservation_lines')
@Check('reservation_lines_quantity_positive', 'quantity > 0')
export class ReservationLine {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'reservation_lines_pk' }) orderId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reservation_lines_pk' }) sku!: string;
  @ManyToOne(() => Reservation)
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'reservation_lines_order_fk' })
  reservation?: Reservation;
  @Column('bigint') quantity!: number;
}
