import { decodeCursor, encodeCursor } from '@shopmesh/contracts';
import { sql, type Statement } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { z } from 'zod';
import type { ProductQuery, ProductRow, Sort } from './product.schema.ts';

/** How words are looked for: as words of the language, or by resemblance when no word fits (typing errors). */
export type Mode = 'words' | 'resemblance';

/** One page's query, and what its rows are ordered by. */
export type Search = { statement: Statement; values: unknown[] };

type Ranked = ProductRow & { rank?: number };

/** Relevance orders the newest matches, not all: ranking half a million would take seconds. */
const RANKED_AT_MOST = 1000;

const COLUMNS = `p.id, p.sku, p.slug, p.name, p.description, p.price, p.currency, p.category,
  p.image_url AS "imageUrl", p.in_stock AS "inStock", p.version`;

type Order = { column: string; direction: 'ASC' | 'DESC'; key: (row: Ranked) => unknown; keyType: z.ZodType };

/** Every order ends in the id, so that equal prices and names have a place too. */
const ORDERS: Record<Exclude<Sort, 'newest'>, Order> = {
  relevance: { column: 'rank', direction: 'DESC', key: (row) => row.rank, keyType: z.number() },
  price: { column: 'p.price', direction: 'ASC', key: (row) => row.price, keyType: z.int() },
  '-price': { column: 'p.price', direction: 'DESC', key: (row) => row.price, keyType: z.int() },
  name: { column: 'p.name', direction: 'ASC', key: (row) => row.name, keyType: z.string() },
};

/** Collects values of a statement and numbers them. */
class Values {
  readonly list: unknown[] = [];
  /** @returns the placeholder, as `$3` */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

export function sortOf(query: ProductQuery): Sort {
  return query.sort ?? (query.q ? 'relevance' : 'newest');
}

/** Writes the query for one page: keyset pagination, so page 1,000 costs what page 1 does. One row more than asked tells if there is a next. */
export function searchOf(query: ProductQuery, mode: Mode): Search {
  const values = new Values();
  const where = filters(query, values);
  const sort = sortOf(query);
  const after = query.cursor === undefined ? undefined : keyOf(query, mode, query.cursor);
  const source = query.q ? matches(query.q, where, mode, sort, values) : `products p WHERE ${where.join(' AND ')}`;
  const text = `SELECT ${COLUMNS}${sort === 'relevance' ? ', rank' : ''} FROM ${source} ${page(sort, after, query, values)}`;
  return { statement: statementOf(text), values: values.list };
}

/** What `nextCursor` of a page says. */
export function cursorAfter(row: Ranked, query: ProductQuery, mode: Mode): string {
  const sort = sortOf(query);
  const key = sort === 'newest' ? [row.id] : [ORDERS[sort].key(row), row.id];
  return encodeCursor(scopeOf(query), [mode, ...key]);
}

/** Which mode a cursor was made in. @throws invalid `cursor.invalid` */
export function modeOf(query: ProductQuery): Mode {
  if (query.cursor === undefined) return 'words';
  const key = decodeCursor(scopeOf(query), query.cursor, z.tuple([z.enum(['words', 'resemblance'])]).rest(z.unknown()));
  if (!key) throw invalidCursor();
  return key[0];
}

function filters(query: ProductQuery, values: Values): string[] {
  const where = ['p.deleted_at IS NULL'];
  if (query.category !== undefined) where.push(`p.category = ${values.add(query.category)}`);
  if (query.minPrice !== undefined) where.push(`p.price >= ${values.add(query.minPrice)}`);
  if (query.maxPrice !== undefined) where.push(`p.price <= ${values.add(query.maxPrice)}`);
  if (query.inStock !== undefined) where.push(`p.in_stock = ${values.add(query.inStock)}`);
  return where;
}

function matches(q: string, where: string[], mode: Mode, sort: Sort, values: Values): string {
  const words = values.add(q);
  const [fits, rank] =
    mode === 'words'
      ? [
          `p.search @@ websearch_to_tsquery('english', ${words})`,
          `ts_rank(p.search, websearch_to_tsquery('english', ${words}))`,
        ]
      : [`${words} <% p.name`, `word_similarity(${words}, p.name)`];
  const found = [...where, fits].join(' AND ');
  if (sort !== 'relevance') return `products p WHERE ${found}`;
  const newest = `SELECT p.* FROM products p WHERE ${found} ORDER BY p.id DESC LIMIT ${RANKED_AT_MOST}`;
  return `(SELECT p.*, ${rank}::float8 AS rank FROM (${newest}) p) p WHERE true`;
}

function page(sort: Sort, after: unknown[] | undefined, { limit }: ProductQuery, values: Values): string {
  const count = values.add(limit + 1);
  if (sort === 'newest') {
    return `${after ? `AND p.id < ${values.add(after[0])}` : ''} ORDER BY p.id DESC LIMIT ${count}`;
  }
  const { column, direction } = ORDERS[sort];
  const beyond = direction === 'ASC' ? '>' : '<';
  const rest = after ? `AND (${column}, p.id) ${beyond} (${values.add(after[0])}, ${values.add(after[1])})` : '';
  return `${rest} ORDER BY ${column} ${direction}, p.id ${direction} LIMIT ${count}`;
}

function keyOf(query: ProductQuery, mode: Mode, cursor: string): unknown[] {
  const sort = sortOf(query);
  const order = sort === 'newest' ? [] : [ORDERS[sort].keyType];
  const shape = z.tuple([z.literal(mode), ...order, z.uuid()] as [z.ZodType, ...z.ZodType[]]);
  const key = decodeCursor(scopeOf(query), cursor, shape);
  if (!key) throw invalidCursor();
  return key.slice(1);
}

/** A cursor belongs to its filters and order, but not to a page size. */
function scopeOf(query: ProductQuery): string {
  const { q, category, minPrice, maxPrice, inStock } = query;
  return JSON.stringify(['products', sortOf(query), q, category, minPrice, maxPrice, inStock]);
}

function invalidCursor(): DomainError {
  const message = 'is not a cursor of this list';
  return new DomainError('invalid', 'cursor.invalid', `cursor ${message}`, { errors: [{ path: 'cursor', message }] });
}

const statements = new Map<string, Statement>();

/** There are a few hundred combinations of filters at most, so this stays small. */
function statementOf(text: string): Statement {
  const known = statements.get(text) ?? sql(text);
  statements.set(text, known);
  return known;
}
