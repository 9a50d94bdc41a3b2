import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SEARCH_EXPRESSION } from '../product.entity.ts';

export class Catalogue1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`
      CREATE TABLE categories (
        slug text CONSTRAINT categories_pk PRIMARY KEY,
        name text NOT NULL,
        description text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE products (
        id uuid CONSTRAINT products_pk PRIMARY KEY,
        sku text NOT NULL CONSTRAINT products_sku_key UNIQUE,
        slug text NOT NULL CONSTRAINT products_slug_key UNIQUE,
        name text NOT NULL,
        description text NOT NULL,
        price bigint NOT NULL,
        currency character(3) NOT NULL,
        category text NOT NULL CONSTRAINT products_category_fk REFERENCES categories (slug),
        image_url text NOT NULL,
        in_stock boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz,
        search tsvector GENERATED ALWAYS AS (${SEARCH_EXPRESSION}) STORED,
        CONSTRAINT products_price_not_negative CHECK (price >= 0)
      )`);
    // TypeORM remembers the expressions of generated columns here; without the row it would re-create the column.
    await runner.query(`CREATE TABLE IF NOT EXISTS typeorm_metadata (
      type varchar NOT NULL, database varchar, schema varchar, "table" varchar, name varchar, value text)`);
    await runner.query(
      `INSERT INTO typeorm_metadata (type, database, schema, "table", name, value)
       VALUES ('GENERATED_COLUMN', current_database(), 'public', 'products', 'search', $1)`,
      [SEARCH_EXPRESSION],
    );
    // One index per sort order, alone and within a category: a page is a short range scan however large the catalogue is.
    for (const [name, columns] of LIST_INDEXES) {
      await runner.query(`CREATE INDEX ${name} ON products (${columns}) WHERE deleted_at IS NULL`);
    }
    await runner.query(`CREATE INDEX products_search ON products USING gin (search)`);
    await runner.query(`CREATE INDEX products_name_trigrams ON products USING gin (name gin_trgm_ops)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE products, categories`);
  }
}

const LIST_INDEXES = [
  ['products_newest', 'id'],
  ['products_price', 'price, id'],
  ['products_name', 'name, id'],
  ['products_category_newest', 'category, id'],
  ['products_category_price', 'category, price, id'],
  ['products_category_name', 'category, name, id'],
] as const;
