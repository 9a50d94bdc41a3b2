import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Address } from './order.schema.ts';
import { ORDER_STATUSES, STEPS, type CancelReason, type OrderStatus, type Step } from './order.state.ts';

@Entity('orders')
@Unique('orders_number_key', ['number'])
@Check('orders_total_not_negative', 'total >= 0')
@Check('orders_finished_without_token', `step <> 'DONE' OR payment_token IS NULL`)
@Index('orders_of_user', ['userId', 'id'])
@Index('orders_to_drive', { synchronize: false })
export class Order {
  /** UUIDv7: sorts by the time of its making. Also the reservation's id in Product. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'orders_pk' }) id!: string;
  /** What people say on the phone. */
  @Column('bigint', { default: () => `nextval('order_numbers')` }) number!: number;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @Column('enum', { enum: ORDER_STATUSES, enumName: 'order_status' }) status!: OrderStatus;
  /** What the driver does next. */
  @Column('enum', { enum: STEPS, enumName: 'order_step' }) step!: Step;
  /** Goes up by one with every event; moves compare it before they set. */
  @Column('integer') version!: number;
  /** Minor units of `currency`. */
  @Column('bigint') total!: number;
  @Column('character', { length: 3 }) currency!: string;
  @Column('jsonb', { name: 'shipping_address' }) shippingAddress!: Address;
  /** Key of the request that placed it, to store its answer. */
  @Column('text', { name: 'idempotency_key' }) idempotencyKey!: string;
  /** Bought from the cart, which is emptied when the order is confirmed. */
  @Column('boolean', { name: 'from_cart' }) fromCart!: boolean;
  @Column('uuid', { name: 'payment_id' }) paymentId!: string;
  /** Null until a payment was tried. */
  @Column('text', { name: 'payment_status', nullable: true }) paymentStatus!: string | null;
  /** The provider's token for the card; forgotten as soon as the payment has an outcome. */
  @Column('text', { name: 'payment_token', nullable: true }) paymentToken!: string | null;
  @Column('text', { name: 'decline_code', nullable: true }) declineCode!: string | null;
  @Column('text', { name: 'cancel_reason', nullable: true }) cancelReason!: CancelReason | null;
  /** Calls of the present step that had no outcome; sets the back-off. */
  @Column('integer', { default: 0 }) tries!: number;
  /** When somebody should drive it; null when it is DONE. */
  @Column('timestamptz', { name: 'next_run_at', nullable: true, default: () => 'now()' }) nextRunAt!: Date | null;
  /** A driver works on it until then, by the database's clock. */
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** A line as it was bought: later changes of the product never touch it. */
@Entity('order_items')
@Check('order_items_quantity_positive', 'quantity > 0')
@Check('order_items_price_not_negative', 'unit_price >= 0')
export class OrderItem {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'order_items_pk' }) orderId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'order_items_pk' }) position!: number;
  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_items_order_fk' })
  order?: Order;
  @Column('uuid', { name: 'product_id' }) productId!: string;
  @Column('text') sku!: string;
  @Column('text') name!: string;
  @Column('integer') quantity!: number;
  /** Minor units of the order's currency. */
  @Column('bigint', { name: 'unit_price' }) unitPrice!: number;
}

/** What happened to an order, without gaps in `seq`; at the same time the outbox: `sent_at` is null until delivered. */
@Entity('order_events')
@Index('order_events_unsent', { synchronize: false })
export class OrderEvent {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'order_events_pk' }) orderId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'order_events_pk' }) seq!: number;
  @ManyToOne(() => Order)
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_events_order_fk' })
  order?: Order;
  @Column('text') type!: string;
  @Column('jsonb', { default: () => `'{}'` }) data!: Record<string, unknown>;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt!: Date | null;
  /** Somebody is delivering it until then. */
  @Column('timestamptz', { name: 'claimed_until', nullable: true }) claimedUntil!: Date | null;
}
