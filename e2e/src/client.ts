import { randomUUID } from 'node:crypto';
import { ACCOUNTS, target } from './target.ts';

export type Answer = { status: number; headers: Headers; body: any; text: string; ms: number };
export type Call = { token?: string; headers?: Record<string, string>; body?: unknown };

/** Sends a request through the gateway. @param body what is not text is sent as JSON */
export async function call(method: string, path: string, { token, headers, body }: Call = {}): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(target().baseUrl + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : undefined,
    text,
    ms: performance.now() - began,
  };
}

/** An access token of an account. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<string> {
  const { status, body } = await call('POST', '/v1/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  return body.accessToken as string;
}

export const staff = (): Promise<string> => signIn(ACCOUNTS.staff);
export const admin = (): Promise<string> => signIn(ACCOUNTS.admin);

/** A customer who has never been here. */
export async function newCustomer(): Promise<{ token: string; email: string; password: string }> {
  const account = { email: `${randomUUID()}@example.com`, password: `a password ${randomUUID()}` };
  const registered = await call('POST', '/v1/auth/register', { body: { ...account, name: 'Robin Test' } });
  if (registered.status !== 201) throw new Error(`registration answered ${registered.status}: ${registered.text}`);
  return { ...account, token: await signIn(account) };
}

/** A product of one's own, so that specs do not take each other's stock. */
export async function newProduct(onHand: number, price = 1999): Promise<{ id: string; sku: string; price: number }> {
  const token = await staff();
  const sku = `E2E-${randomUUID().slice(0, 13).toUpperCase()}`;
  const product = {
    sku,
    slug: sku.toLowerCase(),
    name: `Test product ${sku}`,
    description: 'Made by an end-to-end spec.',
    price: { amount: price, currency: 'EUR' },
    category: 'kitchen',
    imageUrl: '/images/mug/10.svg',
  };
  const made = await call('POST', '/v1/products', { token, body: product });
  const stocked = await call('PUT', `/v1/products/${made.body.id}/stock`, { token, body: { onHand } });
  if (stocked.status !== 200) throw new Error(`stocking answered ${stocked.status}: ${stocked.text}`);
  return { id: made.body.id as string, sku, price };
}

export const ADDRESS = {
  name: 'Robin Test',
  line1: '1 Test Street',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};

/** The body of an order of some products, one each unless said otherwise. */
export function orderOf(productIds: string[], { quantity = 1, card = 'tok_visa', ...rest } = {}): object {
  return {
    items: productIds.map((productId) => ({ productId, quantity })),
    shippingAddress: ADDRESS,
    payment: { method: 'card', token: card },
    ...rest,
  };
}

/** Places an order, with a key of its own unless given one. */
export function place(token: string, body: object, key: string = randomUUID()): Promise<Answer> {
  return call('POST', '/v1/orders', { token, body, headers: { 'idempotency-key': key } });
}

/** Asks until `done` says so. @throws Error after `seconds` */
export async function until(path: string, token: string, done: (body: any) => boolean, seconds = 30): Promise<any> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { body } = await call('GET', path, { token });
    if (done(body)) return body;
    if (Date.now() > end) throw new Error(`${path} is still ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
