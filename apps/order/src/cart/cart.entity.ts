import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What a customer means to buy. Prices are asked for when the cart is shown. */
@Entity('cart_items')
@Check('cart_items_quantity_positive', 'quantity > 0')
export class CartItem {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'cart_items_pk' }) userId!: string;
  @PrimaryColumn('uuid', { name: 'product_id', primaryKeyConstraintName: 'cart_items_pk' }) productId!: string;
  @Column('integer') quantity!: number;
  @Column('timestamptz', { name: 'added_at', default: () => 'now()' }) addedAt!: Date;
}
