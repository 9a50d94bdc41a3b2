import { Check, Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';
import { Product } from './product.entity.ts';

@Entity('stock')
@Check('stock_never_oversold', '0 <= reserved AND reserved <= on_hand')
export class Stock {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'stock_pk' }) sku!: string;
  @OneToOne(() => Product)
  @JoinColumn({ name: 'sku', referencedColumnName: 'sku', foreignKeyConstraintName: 'stock_sku_fk' })
  product?: Product;
  /** Pieces on the shelf. */
  @Column('bigint', { name: 'on_hand', default: 0 }) onHand!: number;
  /** Pieces of these that are held for orders. */
  @Column('bigint', { default: 0 }) reserved!: number;
}

/** A count by staff: `on_hand` is the sum of these minus what was sold. */
@Entity('stock_adjustments')
export class StockAdjustment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_adjustments_pk' }) id!: string;
  @Column('text') sku!: string;
  @ManyToOne(() => Stock)
  @JoinColumn({ name: 'sku', foreignKeyConstraintName: 'stock_adjustments_sku_fk' })
  stock?: Stock;
  /** Pieces that came (positive) or went (negative). */
  @Column('bigint') quantity!: number;
  /** Null for the first stock of a seeded product. */
  @Column('uuid', { name: 'adjusted_by', nullable: true }) adjustedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
