import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';

/** Names weigh more than descriptions. Immutable, as a generated column needs it: the dictionary is named. */
export const SEARCH_EXPRESSION =
  `setweight(to_tsvector('english'::regconfig, name), 'A'::"char") || ` +
  `setweight(to_tsvector('english'::regconfig, description), 'B'::"char")`;

@Entity('categories')
export class Category {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'categories_pk' }) slug!: string;
  @Column('text') name!: string;
  @Column('text') description!: string;
}

@Entity('products')
@Unique('products_sku_key', ['sku'])
@Unique('products_slug_key', ['slug'])
@Check('products_price_not_negative', 'price >= 0')
// Made by hand in the migration: partial, or of a kind that TypeORM does not know.
@Index('products_newest', { synchronize: false })
@Index('products_price', { synchronize: false })
@Index('products_name', { synchronize: false })
@Index('products_category_newest', { synchronize: false })
@Index('products_category_price', { synchronize: false })
@Index('products_category_name', { synchronize: false })
@Index('products_search', { synchronize: false })
@Index('products_name_trigrams', { synchronize: false })
export class Product {
  /** UUIDv7: sorts by the time of its making. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'products_pk' }) id!: string;
  @Column('text') sku!: string;
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('text') description!: string;
  /** Minor units of `currency`. */
  @Column('bigint') price!: number;
  @Column('character', { length: 3 }) currency!: string;
  @Column('text') category!: string;
  @ManyToOne(() => Category)
  @JoinColumn({ name: 'category', foreignKeyConstraintName: 'products_category_fk' })
  categoryRow?: Category;
  @Column('text', { name: 'image_url' }) imageUrl!: string;
  /** Whether a piece is free to sell; kept by a trigger on `stock`. */
  @Column('boolean', { name: 'in_stock', default: false }) inStock!: boolean;
  /** Counts the changes by staff, for If-Match. */
  @Column('integer', { default: 1 }) version!: number;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt!: Date | null;
  @Column({
    type: 'tsvector',
    generatedType: 'STORED',
    asExpression: SEARCH_EXPRESSION,
    select: false,
    insert: false,
    update: false,
    nullable: true,
  })
  search?: string;
}
