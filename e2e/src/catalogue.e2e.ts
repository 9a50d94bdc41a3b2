import { expect, it } from '@jest/globals';
import { call, newCustomer, newProduct, staff } from './client.ts';

it('has a believable catalogue, with a picture of each that the shop serves', async () => {
  const categories = (await call('GET', '/v1/categories')).body.items;
  expect(categories.length).toBeGreaterThanOrEqual(8);
  const products = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await call('GET', `/v1/products?limit=100${cursor && `&cursor=${cursor}`}`);
    products.push(...body.items);
    cursor = body.nextCursor;
  }
  expect(products.length).toBeGreaterThanOrEqual(120);
  for (const { imageUrl } of products.slice(0, 30)) {
    const image = await call('GET', imageUrl);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  }
});

it('searches, filters and sorts', async () => {
  const found = (await call('GET', '/v1/products?q=coffee&inStock=true&sort=price&limit=5')).body.items;
  const prices = found.map((item: { price: { amount: number } }) => item.price.amount);
  expect(prices.length).toBeGreaterThan(2);
  expect(prices).toEqual(prices.toSorted((a: number, b: number) => a - b));
});

it('answers 304 to the tag that a client has', async () => {
  const { id } = await newProduct(1);
  const first = await call('GET', `/v1/products/${id}`);
  const headers = { 'if-none-match': first.headers.get('etag') as string };
  expect((await call('GET', `/v1/products/${id}`, { headers })).status).toBe(304);
  await call('PUT', `/v1/products/${id}/stock`, { token: await staff(), body: { onHand: 0 } });
  expect((await call('GET', `/v1/products/${id}`, { headers })).status).toBe(200);
});

it('is changed by staff only', async () => {
  const { id } = await newProduct(1);
  const { token } = await newCustomer();
  const change = { body: { name: 'Mine now' } };
  expect((await call('PATCH', `/v1/products/${id}`, change)).status).toBe(401);
  expect((await call('PATCH', `/v1/products/${id}`, { ...change, token })).status).toBe(403);
  expect((await call('PATCH', `/v1/products/${id}`, { ...change, token: await staff() })).status).toBe(200);
});
