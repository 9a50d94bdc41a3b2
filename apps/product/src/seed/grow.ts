import { sql, type Database } from '@shopmesh/database';
import { v7 as uuidv7 } from 'uuid';
import { catalogue, type SeedProduct } from './catalogue.ts';

/** Products in one statement when growing in bulk. */
const BATCH = 5_000;

const ADD_CATEGORIES = sql(`
  INSERT INTO categories (slug, name, description) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
  ON CONFLICT DO NOTHING`);
/** Columns as arrays. What is there already, by SKU, is left alone, its stock too. */
const ADD_PRODUCTS = sql(`
  WITH made AS (
    INSERT INTO products (id, sku, slug, name, description, price, currency, category, image_url)
    SELECT id, sku, slug, name, description, price, 'EUR', category, image_url
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[])
      AS p (id, sku, slug, name, description, price, category, image_url)
    ON CONFLICT DO NOTHING RETURNING sku),
  shelved AS (
    INSERT INTO stock (sku, on_hand) SELECT made.sku, q.on_hand
    FROM made JOIN unnest($2::text[], $9::bigint[]) AS q (sku, on_hand) USING (sku) RETURNING sku, on_hand),
  counted AS (
    INSERT INTO stock_adjustments (id, sku, quantity)
    SELECT gen_random_uuid(), sku, on_hand FROM shelved WHERE on_hand > 0)
  SELECT count(*)::int AS made FROM shelved`);
const COUNT = sql(`SELECT count(*)::int AS count FROM products`);
/** A newly filled table has no statistics, and the planner would guess. */
const ANALYZE = sql(`ANALYZE products, stock`);

/** Adds what is missing of the demo catalogue. @returns how many products that were */
export async function seedCatalogue(database: Database): Promise<number> {
  const { categories, products } = catalogue();
  const columns = ['slug', 'name', 'description'] as const;
  await database.one(
    ADD_CATEGORIES,
    columns.map((column) => categories.map((category) => category[column])),
  );
  const made = await add(database, products);
  await database.one(ANALYZE);
  return made;
}

/** Grows the catalogue to `total` products: variants of the demo catalogue, each with its own name, price and stock. */
export async function growTo(database: Database, total: number, progress: (line: string) => void): Promise<void> {
  const { products } = catalogue();
  let count = (await database.one<{ count: number }>(COUNT))?.count ?? 0;
  let reported = Date.now();
  for (let first = count; first < total; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, total - first) }, (_, at) => first + at);
    count += await add(
      database,
      numbers.map((number) => variant(products[number % products.length] as SeedProduct, number)),
    );
    if (Date.now() - reported < 2000) continue;
    reported = Date.now();
    progress(`${count} of ${total} products`);
  }
  await database.one(ANALYZE);
  progress(`${count} products`);
}

async function add(database: Database, products: readonly SeedProduct[]): Promise<number> {
  const rows = products.map((product) => ({ ...product, id: uuidv7(), imageUrl: imageUrl(product) }));
  const columns = ['id', 'sku', 'slug', 'name', 'description', 'price', 'category', 'imageUrl', 'onHand'] as const;
  const row = await database.one<{ made: number }>(
    ADD_PRODUCTS,
    columns.map((column) => rows.map((product) => product[column])),
  );
  return row?.made ?? 0;
}

function imageUrl({ image }: SeedProduct): string {
  return `/images/${image.shape}/${image.hue}.svg`;
}

const FINISHES = [
  'Sand',
  'Moss',
  'Slate',
  'Clay',
  'Oat',
  'Ink',
  'Fern',
  'Rust',
  'Chalk',
  'Plum',
  'Sea',
  'Amber',
  'Stone',
];

/** Another product of the same kind: numbers make it deterministic, primes keep neighbours different. */
function variant(base: SeedProduct, number: number): SeedProduct {
  const finish = FINISHES[number % FINISHES.length] ?? '';
  return {
    ...base,
    sku: `VAR-${String(number).padStart(7, '0')}`,
    slug: `${base.slug}-${finish.toLowerCase()}-${number}`,
    name: `${base.name}, ${finish} No. ${number}`,
    price: Math.max(100, base.price + ((number * 37) % 1000) - 500),
    onHand: (number * 7) % 120,
    image: { ...base.image, hue: (base.image.hue + number * 29) % 360 },
  };
}
