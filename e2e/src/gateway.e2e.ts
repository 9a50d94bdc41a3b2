import { expect, it } from '@jest/globals';
import { call, newCustomer, signIn } from './client.ts';

it('answers what no route wants itself', async () => {
  const answer = await call('GET', '/nowhere');
  expect(answer).toMatchObject({ status: 404, body: { message: 'no Route matched with those values' } });
});

it('refuses a private call without a token before it reaches a service', async () => {
  const answer = await call('GET', '/v1/orders');
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({ message: 'Unauthorized' });
});

it('gives each request an id, and keeps the one that a client brings', async () => {
  expect((await call('GET', '/v1/categories')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}/);
  const brought = await call('GET', '/v1/categories', { headers: { 'x-request-id': 'mine-1' } });
  expect(brought.headers.get('x-request-id')).toBe('mine-1');
});

it('lets browsers in', async () => {
  const preflight = await call('OPTIONS', '/v1/orders', {
    headers: {
      origin: 'https://shop.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,idempotency-key',
    },
  });
  expect(preflight.status).toBe(200);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
});

it('counts requests and says how many are left', async () => {
  const { token } = await newCustomer();
  for (const [path, options] of [
    ['/v1/products', {}],
    ['/v1/orders', { token }],
  ] as const) {
    const left = async () => Number((await call('GET', path, options)).headers.get('ratelimit-remaining'));
    const first = await left();
    expect(first).toBeGreaterThan(0);
    expect(await left()).toBeLessThan(first);
  }
});

it("counts each user's requests for themselves, in whichever sessions they come", async () => {
  const left = async (token: string, headers = {}) =>
    Number((await call('GET', '/v1/orders', { token, headers })).headers.get('ratelimit-remaining'));
  const ada = await newCustomer();
  const bob = await newCustomer();
  const before = await left(ada.token);
  expect(await left(bob.token)).toBe(before);
  expect(await left(await signIn(ada), { 'x-user-id': 'somebody-else' })).toBe(before - 1);
});
