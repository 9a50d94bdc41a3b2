import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import type {
  CategoryList,
  NewProduct,
  ProductChange,
  ProductDetail,
  ProductPage,
  ProductQuery,
  ProductRow,
} from './product.schema.ts';
import { toView } from './product.schema.ts';
import { cursorAfter, modeOf, searchOf, sortOf, type Mode } from './product.search.ts';

/** What an order keeps of a product. `price` is in minor units. */
export type Priced = { id: string; sku: string; name: string; price: number; currency: string; available: number };

const COLUMNS = `id, sku, slug, name, description, price, currency, category, image_url AS "imageUrl",
  in_stock AS "inStock", version`;
const DETAIL = (column: 'id' | 'slug') =>
  sql(`SELECT ${COLUMNS}, on_hand - reserved AS available FROM products JOIN stock USING (sku)
       WHERE ${column} = $1 AND deleted_at IS NULL`);
const BY_ID = DETAIL('id');
const BY_SLUG = DETAIL('slug');
/**
 * For up to `size` ids, one placeholder each. With one array, Postgres planned the statement anew at every call (0.27 ms),
 * because it cannot know beforehand how long the array is.
 */
const pricesOf = (size: number) =>
  sql(`
  SELECT id, sku, name, price, currency, on_hand - reserved AS available FROM products JOIN stock USING (sku)
  WHERE id IN (${Array.from({ length: size }, (_, at) => `$${at + 1}`).join(', ')}) AND deleted_at IS NULL`);
const PRICES = [1, 2, 4, 8, 16, 32, 64, 128].map((size) => ({ size, statement: pricesOf(size) }));
const CATEGORIES = sql(`SELECT slug, name, description FROM categories ORDER BY name`);
const CREATE = sql(`
  WITH made AS (
    INSERT INTO products (id, sku, slug, name, description, price, currency, category, image_url)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING sku)
  INSERT INTO stock (sku) SELECT sku FROM made`);
const CHANGE = sql(`
  UPDATE products SET slug = coalesce($3, slug), name = coalesce($4, name), description = coalesce($5, description),
    price = coalesce($6, price), currency = coalesce($7, currency), category = coalesce($8, category),
    image_url = coalesce($9, image_url), version = version + 1, updated_at = now()
  WHERE id = $1 AND deleted_at IS NULL AND ($2::int IS NULL OR version = $2) RETURNING id`);
const DELETE = sql(`
  UPDATE products SET deleted_at = now(), version = version + 1, updated_at = now()
  WHERE id = $1 AND deleted_at IS NULL AND ($2::int IS NULL OR version = $2) RETURNING id`);

export type VersionedProduct = ProductDetail & { version: number };

/** The catalogue. */
@Injectable()
export class ProductService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One page. When no word fits, names that resemble `q` are shown instead. @throws invalid `cursor.invalid` */
  async list(query: ProductQuery): Promise<ProductPage> {
    const mode = modeOf(query);
    const page = await this.#page(query, mode);
    const nothingFits = page.items.length === 0 && mode === 'words' && query.q && !query.cursor;
    return nothingFits && sortOf(query) === 'relevance' ? this.#page(query, 'resemblance') : page;
  }

  async #page(query: ProductQuery, mode: Mode): Promise<ProductPage> {
    const { statement, values } = searchOf(query, mode);
    const rows = await this.database.many<ProductRow>(statement, values);
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    const items = rows.slice(0, query.limit).map(toView);
    return { items, nextCursor: last ? cursorAfter(last, query, mode) : null };
  }

  /** @throws not_found `product.not_found` */
  async find(idOrSlug: string): Promise<VersionedProduct> {
    const row = await this.database.one<ProductRow & { available: number }>(UUID.test(idOrSlug) ? BY_ID : BY_SLUG, [
      idOrSlug,
    ]);
    if (!row) throw unknownProduct();
    return { ...toView(row), stock: { available: row.available }, version: row.version };
  }

  /** Unknown ids are left out. @param ids 128 at most */
  async prices(ids: readonly string[]): Promise<Priced[]> {
    const fitting = PRICES.find(({ size }) => size >= ids.length);
    if (!fitting || ids.length === 0) return [];
    const padded = [...ids, ...Array<string | undefined>(fitting.size - ids.length).fill(ids[0])];
    return this.database.many<Priced>(fitting.statement, padded);
  }

  async categories(): Promise<CategoryList> {
    return { items: await this.database.many(CATEGORIES) };
  }

  /** @throws conflict `product.taken`; invalid `category.unknown` */
  async create(product: NewProduct): Promise<VersionedProduct> {
    const { sku, slug, name, description, price, category, imageUrl } = product;
    const id = uuidv7();
    const values = [id, sku, slug, name, description, price.amount, price.currency, category, imageUrl];
    await this.database.one(CREATE, values).catch(refuse);
    return this.find(id);
  }

  /** @throws not_found `product.not_found`; stale `product.stale`; conflict `product.taken`; invalid `category.unknown` */
  async change(id: string, change: ProductChange, version?: number): Promise<VersionedProduct> {
    const { slug, name, description, price, category, imageUrl } = change;
    const values = [id, version ?? null, slug, name, description, price?.amount, price?.currency, category, imageUrl];
    const changed = await this.database.one(CHANGE, values).catch(refuse);
    if (!changed) await this.#explainUnchanged(id);
    return this.find(id);
  }

  /** Takes a product off the shelves; orders that have it keep it. @throws not_found `product.not_found`; stale `product.stale` */
  async delete(id: string, version?: number): Promise<void> {
    const deleted = await this.database.one(DELETE, [id, version ?? null]);
    if (!deleted) await this.#explainUnchanged(id);
  }

  async #explainUnchanged(id: string): Promise<never> {
    await this.find(id);
    throw staleProduct();
  }
}

export function staleProduct(): DomainError {
  return new DomainError('stale', 'product.stale', 'the product has changed since you read it');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function unknownProduct(): DomainError {
  return new DomainError('not_found', 'product.not_found', 'there is no such product');
}

/** Constraints that a caller can hit, as what the caller did wrong. */
function refuse(error: Error & { code?: string; constraint?: string }): never {
  const field = error.constraint === 'products_sku_key' ? 'sku' : 'slug';
  if (error.code === '23505') throw new DomainError('conflict', 'product.taken', `another product has this ${field}`);
  if (error.constraint !== 'products_category_fk') throw error;
  const message = 'is not a category';
  throw new DomainError('invalid', 'category.unknown', `category ${message}`, {
    errors: [{ path: 'category', message }],
  });
}
