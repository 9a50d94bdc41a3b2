import { randomUUID } from 'node:crypto';
import { call, type Call, type Connection } from './connection.ts';
import { Shoppers } from './shoppers.ts';

/** What the requests are made from. */
export interface Stage {
  connection: Connection;
  shoppers: Shoppers;
  /** Ids of products that are in stock. */
  productIds: readonly string[];
}

export interface Scenario {
  /** Runs before each measurement. */
  prepare?(stage: Stage): Promise<void>;
  /** The request that a client sends next; `client` counts from 0, `turn` too. */
  next(stage: Stage, client: number, turn: number): Call;
}

const PAGE = 100;
const MOST_IDS = 2000;
const MOST_LINES = 3;
/** As many as a page of the history shows. */
const HISTORY = 20;

const WORDS = [
  'mug',
  'coffee',
  'steel',
  'leather',
  'garden',
  'lamp',
  'linen',
  'knife',
  'headphones',
  'backpack',
  'notebook',
  'wooden toys',
  'bicycle bell',
  'cast iron',
  'watering can',
  'tea pot',
  'wool blanket',
  'desk',
  'tomato seeds',
  'bread knife',
];

const ADDRESS = { name: 'Ada Ackermann', line1: 'Lindenstraße 12', city: 'Berlin', postalCode: '10969', country: 'DE' };

/** What shoppers do. */
export const SCENARIOS = {
  list: { next: () => get('/v1/products?limit=20') },
  search: {
    next: (_, client, turn) => get(`/v1/products?limit=20&q=${encodeURIComponent(pick(WORDS, client + turn))}`),
  },
  detail: { next: ({ productIds }, client, turn) => get(`/v1/products/${pick(productIds, client * 61 + turn)}`) },
  login: { prepare: signIn, next: ({ shoppers }, client) => shoppers.login(client) },
  checkout: {
    prepare: signIn,
    next: (stage, client, turn) => checkout(stage, stage.shoppers.authorization(client * 7 + turn)),
  },
  history: {
    prepare: fillHistories,
    next: ({ shoppers }, client, turn) => get(`/v1/orders?limit=${HISTORY}`, shoppers.authorization(client * 7 + turn)),
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** What must not depend on the size of the catalogue. */
export const BROWSING: Record<string, Scenario> = {
  newest: SCENARIOS.list,
  price: { next: () => get('/v1/products?limit=20&sort=price') },
  'category, price': { next: () => get('/v1/products?limit=20&category=kitchen&sort=price') },
  'in stock': { next: () => get('/v1/products?limit=20&inStock=true') },
  search: SCENARIOS.search,
};

/** Reads what the requests will need from the shop itself. */
export async function setStage(connection: Connection): Promise<Stage> {
  return { connection, shoppers: new Shoppers(connection), productIds: await productIds(connection) };
}

async function productIds(connection: Connection): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length < MOST_IDS;) {
    const after: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await call<Page>(connection, get(`/v1/products?inStock=true&limit=${PAGE}${after}`));
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  if (ids.length < MOST_LINES) throw new Error('the shop has nothing to sell');
  return ids;
}

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

async function signIn({ shoppers }: Stage): Promise<void> {
  await shoppers.ensureSignedIn();
}

async function fillHistories(stage: Stage): Promise<void> {
  await signIn(stage);
  for (const authorization of stage.shoppers.authorizations) {
    const { items } = await call<Page>(stage.connection, get(`/v1/orders?limit=${HISTORY}`, authorization));
    for (let count = items.length; count < HISTORY; count++) {
      await call(stage.connection, checkout(stage, authorization));
    }
  }
}

function checkout({ productIds }: Stage, authorization: string): Call {
  const lines = 1 + Math.floor(Math.random() * MOST_LINES);
  const first = Math.floor(Math.random() * productIds.length);
  const items = Array.from({ length: lines }, (_, line) => ({
    productId: pick(productIds, first + line * 97),
    quantity: 1 + (line % 2),
  }));
  return {
    method: 'POST',
    path: '/v1/orders',
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ items, shippingAddress: ADDRESS, payment: { method: 'card', token: 'tok_visa' } }),
  };
}

function get(path: string, authorization?: string): Call {
  return { method: 'GET', path, ...(authorization && { headers: { authorization } }) };
}

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length]!;
}
