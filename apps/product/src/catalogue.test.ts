import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, schemaDrift } from '@shopmesh/database';
import { startService, testDatabase, TestIssuer, type RunningService, type TestDatabase } from '@shopmesh/testing';
import { appModule } from './app.module.ts';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import { growTo, seedCatalogue } from './seed/grow.ts';

let database: TestDatabase;
let issuer: TestIssuer;
let product: RunningService;
let staff: string;

beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(createDataSource), TestIssuer.start()]);
  const dataSource = await createDataSource(database.url, 2).initialize();
  await seedCatalogue(new Database(dataSource));
  await growTo(new Database(dataSource), 1000, () => undefined);
  await dataSource.destroy();
  product = await startService({
    name: 'product',
    shape,
    appModule,
    // Nobody reserves here, so Order is never asked.
    env: { ...issuer.env, DATABASE_URL: database.url, ORDER_GRPC: '127.0.0.1:1' },
  });
  staff = await issuer.mintToken({ roles: ['staff'] });
});

afterAll(async () => {
  await product?.close();
  await Promise.all([database?.drop(), issuer?.close()]);
});

const get = (path: string) => product.call('GET', path);
const names = (answer: { body: any }) => answer.body.items.map((item: { name: string }) => item.name);

/** Walks a list to its end by its cursors. */
async function walk(path: string): Promise<{ id: string; name: string; price: { amount: number } }[]> {
  const items = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await get(`${path}&limit=70${cursor && `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    items.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  return items;
}

it('has the schema that its entities say', async () => {
  const dataSource = await createDataSource(database.url, 1).initialize();
  expect(await schemaDrift(dataSource)).toEqual([]);
  await dataSource.destroy();
});

describe('the list', () => {
  it.each(['newest', 'price', '-price', 'name'])('shows every product once when walked by %s', async (sort) => {
    const items = await walk(`/v1/products?sort=${sort}`);
    expect(new Set(items.map((item) => item.id)).size).toBe(1000);
    expect(items).toHaveLength(1000);
  });

  it('sorts by price, ties by id', async () => {
    const prices = (await walk('/v1/products?sort=price')).map((item) => item.price.amount);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
  });

  it('filters by category, price and stock at once', async () => {
    const { body } = await get('/v1/products?category=kitchen&minPrice=1000&maxPrice=3000&inStock=true&limit=100');
    expect(body.items.length).toBeGreaterThan(5);
    for (const item of body.items) {
      expect(item).toMatchObject({ category: 'kitchen', inStock: true, price: { currency: 'EUR' } });
      expect(item.price.amount).toBeGreaterThanOrEqual(1000);
      expect(item.price.amount).toBeLessThanOrEqual(3000);
    }
  });

  it('refuses a cursor that was changed, or made for another list', async () => {
    const { nextCursor } = (await get('/v1/products?limit=5')).body;
    const changed = nextCursor.slice(0, 20) + (nextCursor[20] === 'A' ? 'B' : 'A') + nextCursor.slice(21);
    for (const path of [`/v1/products?cursor=${changed}`, `/v1/products?sort=price&cursor=${nextCursor}`]) {
      expect(await get(path)).toMatchObject({ status: 400, body: { code: 'cursor.invalid' } });
    }
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e400', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['minPrice=-1', 'minPrice'],
    ['minPrice=9007199254740993', 'minPrice'],
    ['maxPrice=abc', 'maxPrice'],
    ['inStock=1', 'inStock'],
    ['sort=cheapest', 'sort'],
    ['sort=relevance', 'sort'],
    ['q=', 'q'],
    ['q=%00', 'q'],
    ['category=%00', 'category'],
    ['cursor=', 'cursor'],
    ['colour=red', 'colour'],
  ])('answers 400 to ?%s and names %s', async (query, path) => {
    const { status, headers, body } = await get(`/v1/products?${query}`);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });
});

describe('search', () => {
  it('finds words of names before words of descriptions', async () => {
    const answer = await get('/v1/products?q=coffee&limit=10');
    expect(names(answer)[0]).toMatch(/coffee/i);
  });

  it('finds a name in spite of a typing error', async () => {
    expect(names(await get('/v1/products?q=hedphones'))[0]).toMatch(/headphones/i);
  });

  it('walks a search to its end', async () => {
    const items = await walk('/v1/products?q=wood%20or%20cotton');
    expect(items.length).toBeGreaterThan(100);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it.each([`'`, '((', '&|!', 'a:*', '%', '"open', '🛒', 'x'.repeat(200)])('takes %p as text', async (q) => {
    expect((await get(`/v1/products?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });
});

describe('one product', () => {
  it('is found by id and by slug, with its stock and a tag', async () => {
    const [listed] = (await get('/v1/products?inStock=true&limit=1')).body.items;
    const byId = await get(`/v1/products/${listed.id}`);
    expect(byId.body).toMatchObject({ ...listed, stock: { available: expect.any(Number) } });
    expect((await get(`/v1/products/${listed.slug}`)).body).toEqual(byId.body);
    const etag = byId.headers.get('etag') ?? '';
    const again = await product.call('GET', `/v1/products/${listed.id}`, { headers: { 'if-none-match': etag } });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  it.each(['no-such-thing', '00000000-0000-7000-8000-000000000000'])('is a 404 when it is %s', async (id) => {
    expect(await get(`/v1/products/${id}`)).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
  });

  it('has a picture that the shop serves', async () => {
    const [listed] = (await get('/v1/products?limit=1')).body.items;
    const image = await get(listed.imageUrl);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(image.body).toMatch(/^<svg /);
  });
});

describe('staff', () => {
  const draft = {
    sku: 'TST-0001',
    slug: 'a-test-product',
    name: 'A test product',
    description: 'Made by a test.',
    price: { amount: 1999, currency: 'EUR' },
    category: 'kitchen',
    imageUrl: '/images/mug/10.svg',
  };

  it('adds, changes, stocks and removes a product; If-Match guards against lost updates', async () => {
    const made = await product.call('POST', '/v1/products', { token: staff, body: draft });
    expect([made.status, made.headers.get('location')]).toEqual([201, `/v1/products/${made.body.id}`]);
    const path = made.headers.get('location') as string;
    const seen = { 'if-match': made.headers.get('etag') as string };
    const stocked = await product.call('PUT', `${path}/stock`, { token: staff, body: { onHand: 7 }, headers: seen });
    expect(stocked.body).toMatchObject({ inStock: true, stock: { available: 7 } });
    const late = await product.call('PATCH', path, { token: staff, body: { name: 'Late' }, headers: seen });
    expect(late).toMatchObject({ status: 412, body: { code: 'product.stale' } });
    const changed = await product.call('PATCH', path, {
      token: staff,
      body: { price: { amount: 5, currency: 'EUR' } },
    });
    expect(changed.body).toMatchObject({ name: draft.name, price: { amount: 5 } });
    expect((await product.call('DELETE', path, { token: staff })).status).toBe(204);
    expect((await get(path)).status).toBe(404);
  });

  it('is told of a taken SKU and an unknown category', async () => {
    const [{ sku }] = (await get('/v1/products?limit=1')).body.items;
    const post = (body: object) => product.call('POST', '/v1/products', { token: staff, body: { ...draft, ...body } });
    expect(await post({ sku })).toMatchObject({ status: 409, body: { code: 'product.taken' } });
    expect(await post({ sku: 'TST-0002', slug: 'weapon', category: 'weapons' })).toMatchObject({
      status: 400,
      body: { code: 'category.unknown' },
    });
  });

  it('cannot count fewer pieces than are held for orders', async () => {
    const [{ id, sku }] = (await get('/v1/products?inStock=true&limit=1')).body.items;
    await database.query('UPDATE stock SET reserved = 1 WHERE sku = $1', [sku]);
    const counted = await product.call('PUT', `/v1/products/${id}/stock`, { token: staff, body: { onHand: 0 } });
    expect(counted).toMatchObject({ status: 409, body: { code: 'stock.below_reserved' } });
  });

  it.each([0, -1, 1.5, '1', null, 1e400, 2 ** 53 + 2])('cannot set a price of %p', async (amount) => {
    const body = { ...draft, sku: 'TST-0009', slug: 'bad-price', price: { amount, currency: 'EUR' } };
    const expected = amount === 0 ? 201 : 400;
    expect((await product.call('POST', '/v1/products', { token: staff, body })).status).toBe(expected);
  });
});

describe('the door', () => {
  it.each([
    ['POST', '/v1/products'],
    ['PATCH', '/v1/products/00000000-0000-7000-8000-000000000000'],
    ['DELETE', '/v1/products/00000000-0000-7000-8000-000000000000'],
    ['PUT', '/v1/products/00000000-0000-7000-8000-000000000000/stock'],
  ])('is closed to customers and strangers: %s %s', async (method, path) => {
    const customer = await issuer.mintToken();
    expect((await product.call(method, path, { body: {} })).status).toBe(401);
    expect((await product.call(method, path, { body: {}, token: customer })).status).toBe(403);
  });

  it.each([
    ['malformed JSON', '{"a":', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['a body that is no object', '[]', 'application/json', 400],
    ['another content type', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['__proto__', '{"__proto__":{"a":1}}', 'application/json', 400],
    ['two megabytes', `"${'x'.repeat(2 << 20)}"`, 'application/json', 413],
  ])('answers a problem document to %s', async (_, body, type, status) => {
    const answer = await product.call('POST', '/v1/products', {
      token: staff,
      body,
      headers: { 'content-type': type },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body).toMatchObject({ status, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });
});
