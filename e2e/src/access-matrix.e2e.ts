import { readdirSync, readFileSync } from 'node:fs';
import { expect, beforeAll, describe, it } from '@jest/globals';
import { admin, ADDRESS, call, newCustomer, newProduct, orderOf, place, signIn, staff } from './client.ts';

const DOCUMENTS = new URL('../../libs/contracts/openapi/', import.meta.url);

/** In the order in which they try: the owner last, who may end or remove what the others must not touch. */
const PEOPLE = ['anonymous', 'stranger', 'admin', 'staff', 'owner'] as const;
type Person = (typeof PEOPLE)[number];

/** `in`: neither refused nor told that there is nothing. */
type Outcome = 401 | 403 | 404 | 'in';

const SIGNED_IN = { anonymous: 401, stranger: 'in', admin: 'in', staff: 'in', owner: 'in' } as const;

/** Who gets how far. Staff and admins are no customers of a higher kind: each role is what it says, and no more. */
const ACCESS = {
  anyone: { ...SIGNED_IN, anonymous: 'in' },
  'the signed-in': SIGNED_IN,
  'the owner': { ...SIGNED_IN, stranger: 404, admin: 404, staff: 404 },
  'the owner and staff': { ...SIGNED_IN, stranger: 404, admin: 404 },
  staff: { ...SIGNED_IN, stranger: 403, admin: 403, owner: 403 },
  admins: { ...SIGNED_IN, stranger: 403, staff: 403, owner: 403 },
  // The shop's own tokens are not OpenID Connect's.
  'clients with the scope openid': { anonymous: 401, stranger: 403, admin: 403, staff: 403, owner: 403 },
} satisfies Record<string, Record<Person, Outcome>>;
type Access = keyof typeof ACCESS;

/** Every route of the OpenAPI documents, and whom it is for. */
const ROUTES: Record<string, Access> = {
  'POST /v1/auth/register': 'anyone',
  'POST /v1/auth/login': 'anyone',
  'POST /v1/auth/refresh': 'anyone',
  'POST /v1/auth/logout': 'anyone',
  'POST /v1/auth/verify-email': 'anyone',
  'POST /v1/auth/forgot-password': 'anyone',
  'POST /v1/auth/reset-password': 'anyone',
  'GET /v1/users/me': 'the signed-in',
  'PATCH /v1/users/me': 'the signed-in',
  'DELETE /v1/users/me': 'the signed-in',
  'GET /v1/users/me/export': 'the signed-in',
  'PUT /v1/users/me/password': 'the signed-in',
  'POST /v1/users/me/verification-mail': 'the signed-in',
  'GET /v1/users/me/sessions': 'the signed-in',
  'DELETE /v1/users/me/sessions': 'the signed-in',
  'DELETE /v1/users/me/sessions/{session}': 'the owner',
  'GET /v1/users/me/addresses': 'the signed-in',
  'POST /v1/users/me/addresses': 'the signed-in',
  'DELETE /v1/users/me/addresses/{address}': 'the owner',
  'GET /v1/users': 'admins',
  'GET /v1/users/{user}': 'admins',
  'PUT /v1/users/{user}/roles': 'admins',
  'GET /v1/audit': 'admins',
  'GET /oauth/jwks': 'anyone',
  'GET /oauth/userinfo': 'clients with the scope openid',
  'POST /oauth/userinfo': 'clients with the scope openid',
  'GET /v1/products': 'anyone',
  'GET /v1/products/{product}': 'anyone',
  'GET /v1/categories': 'anyone',
  'GET /images/{image}': 'anyone',
  'POST /v1/products': 'staff',
  'PATCH /v1/products/{product}': 'staff',
  'PUT /v1/products/{product}/stock': 'staff',
  'DELETE /v1/products/{product}': 'staff',
  'GET /v1/cart': 'the signed-in',
  'DELETE /v1/cart': 'the signed-in',
  'PUT /v1/cart/items/{product}': 'the signed-in',
  'DELETE /v1/cart/items/{product}': 'the signed-in',
  'POST /v1/orders': 'the signed-in',
  'GET /v1/orders': 'the signed-in',
  'GET /v1/orders/{order}': 'the owner and staff',
  'GET /v1/orders/{order}/events': 'the owner and staff',
  'POST /v1/orders/{order}/cancel': 'the owner and staff',
  'POST /v1/orders/{order}/ship': 'staff',
  'POST /v1/orders/{order}/deliver': 'staff',
  'GET /v1/payments/{payment}': 'the owner and staff',
  'POST /v1/payments/{payment}/refunds': 'staff',
  // Proves itself by a signature; without one it is a bad request.
  'POST /v1/payments/webhooks/{provider}': 'anyone',
};

/** What the documents call `id`, by what it is the id of; so that each has something to fill it in. */
const PARAMETERS: readonly [RegExp, string][] = [
  [/sessions\/\{id\}/, 'sessions/{session}'],
  [/addresses\/\{id\}/, 'addresses/{address}'],
  [/users\/\{id\}/, 'users/{user}'],
  [/products\/\{id\}/, 'products/{product}'],
  [/orders\/\{id\}/, 'orders/{order}'],
  [/payments\/\{id\}/, 'payments/{payment}'],
  [/items\/\{productId\}/, 'items/{product}'],
  [/\{shape\}\/\{hue\}/, '{image}'],
];

/** Makes the owner's own of each kind. */
const MAKE: Record<string, () => Promise<string>> = {
  session: async () => {
    await signIn({ email: owner.email, password: owner.password });
    return (await call('GET', '/v1/users/me/sessions', { token: owner.token })).body.items[0].id as string;
  },
  address: async () =>
    (await call('POST', '/v1/users/me/addresses', { token: owner.token, body: ADDRESS })).body.id as string,
  user: async () => (await call('GET', '/v1/users/me', { token: owner.token })).body.id as string,
  product: async () => (await newProduct(1)).id,
  order: async () => (await placed()).id as string,
  payment: async () => (await placed()).payment.id as string,
  image: async () => 'mug/10.svg',
  provider: async () => 'simulated',
};

let owner: Awaited<ReturnType<typeof newCustomer>>;
let tokens: Record<Person, string | undefined>;
beforeAll(async () => {
  owner = await newCustomer();
  const stranger = (await newCustomer()).token;
  tokens = { anonymous: undefined, stranger, admin: await admin(), staff: await staff(), owner: owner.token };
});

const placed = async () => (await place(owner.token, orderOf([(await newProduct(1)).id]))).body;

describe('the table of access', () => {
  it('names every route of the OpenAPI documents, and no other', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(documentedRoutes().sort());
  });

  it.each(Object.entries(ROUTES))('holds: %s is for %s', async (route, access) => {
    const [method = '', template = ''] = route.split(' ');
    const [, kind] = /\{(\w+)\}/.exec(template) ?? [];
    const path = kind ? template.replace(`{${kind}}`, await MAKE[kind]!()) : template;
    const outcomes: Partial<Record<Person, number | string>> = {};
    for (const person of PEOPLE) outcomes[person] = await outcome(method, path, tokens[person]);
    expect(outcomes).toEqual(ACCESS[access]);
  });
});

/** Who may call is decided before what is sent is looked at, so a body that no schema knows changes nothing for who may. */
async function outcome(method: string, path: string, token: string | undefined): Promise<number | string> {
  const takesBody = method !== 'GET';
  const answer = await call(method, path, {
    ...(token && { token }),
    ...(takesBody && { body: { 'no such': 'member' } }),
  });
  const { status } = answer;
  if (status === 401) expect(answer.headers.has('www-authenticate')).toBe(true);
  if (status === 401 || status === 403 || status === 404) return status;
  return status < 500 ? 'in' : `failed with ${status}`;
}

type Document = { paths: Record<string, Record<string, unknown>> };

function documentedRoutes(): string[] {
  const files = readdirSync(DOCUMENTS).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const { paths } = JSON.parse(readFileSync(new URL(file, DOCUMENTS), 'utf8')) as Document;
    return Object.entries(paths).flatMap(([path, methods]) => {
      const named = PARAMETERS.reduce((text, [unnamed, name]) => text.replace(unnamed, name), path);
      return Object.keys(methods).map((method) => `${method.toUpperCase()} ${named}`);
    });
  });
}
