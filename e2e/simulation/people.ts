import { PRODUCTS } from './products.ts';
import type { Shop } from './shop.ts';
import { SimulatedProcess } from './simulated-process.ts';

const USER = '00000000-0000-4000-8000-000000000001';
const ADDRESS = { name: 'N', line1: 'L', city: 'C', postalCode: 'P', country: 'DE' };
/** As the gateway's. */
const EDGE_DEADLINE_MS = 10_000;
const TRIES = 5;
const COUNTING_MS = 150_000;

/** Customers who buy, click twice, repeat what had no answer, and change their minds; staff who count, ship and refund. */
export function letPeopleIn(shop: Shop): void {
  const { random, time } = shop;
  for (const { sku } of PRODUCTS) {
    const onHand = random.between(0, 6);
    shop.tables.product.stock.set(sku, { onHand, reserved: 0 });
    shop.stocked.set(sku, onHand);
  }
  for (let purchase = random.between(1, 3); purchase > 0; purchase--) shopFor(shop, `purchase ${purchase}`);
  // Pieces that come and go are why a hold that has expired cannot always be taken again.
  const countEveryMs = random.pick([Infinity, 5000]);
  for (let at = countEveryMs; at < COUNTING_MS; at += countEveryMs) time.after(at, () => countStock(shop));
}

function shopFor(shop: Shop, key: string): void {
  const { random, time } = shop;
  const customer = new SimulatedProcess(key, time);
  const products = PRODUCTS.filter((_, at) => at === random.between(0, 1) || random.chance(0.5));
  const items = (products.length ? products : PRODUCTS).map(({ id }) => ({
    productId: id,
    quantity: random.between(1, 2),
  }));
  const body = { items, shippingAddress: ADDRESS, payment: { method: 'card', token: 'tok_visa' } };
  const at = random.between(0, random.pick([1000, 20_000, 120_000]));
  const place = () => buy(shop, customer, { userId: USER, key, body });
  time.after(at, place);
  if (random.chance(0.2)) time.after(at + random.between(0, 300), place);
  if (random.chance(0.2)) time.after(at + random.between(0, 150_000), place);
  if (random.chance(0.35))
    time.after(at + random.between(0, random.pick([30, 300, 30_000])), () => void command(shop, customer, 'cancel'));
  if (random.chance(0.2)) time.after(at + random.between(100, 100_000), () => refund(shop, customer));
  if (random.chance(0.3)) {
    const shippedAt = at + random.between(100, 150_000);
    time.after(shippedAt, () => void command(shop, customer, 'ship'));
    time.after(shippedAt + random.between(1, 50_000), () => void command(shop, customer, 'deliver'));
  }
}

/** Repeats a purchase with its key until there is an answer. */
function buy(
  shop: Shop,
  customer: SimulatedProcess,
  request: { userId: string; key: string; body: object },
  tries = TRIES,
): void {
  const { network, random, time, note, told } = shop;
  network.call(customer, 'order', 'place', request, EDGE_DEADLINE_MS).then(
    ({ status, body }) => {
      told.push({ key: request.key, status, body });
      note(() => `${customer.name}: answered ${status}`);
    },
    (error: Error) => {
      note(() => `${customer.name}: ${error.message}`);
      if (tries > 1) time.after(random.between(100, 3000), () => buy(shop, customer, request, tries - 1));
    },
  );
}

async function command(shop: Shop, who: SimulatedProcess, what: 'cancel' | 'ship' | 'deliver'): Promise<void> {
  const order = [...shop.tables.order.orders.values()].find(({ idempotencyKey }) => idempotencyKey === who.name);
  if (!order) return;
  const viewer = { id: USER, isStaff: what !== 'cancel' };
  const request = { viewer, id: order.id, command: what };
  const told = await shop.network.call(who, 'order', 'command', request, EDGE_DEADLINE_MS).then(
    () => 'done',
    (error: Error) => error.message,
  );
  shop.note(() => `${who.name}: ${what}: ${told}`);
}

/** Staff give back a part of the price or what is left of it, and repeat that with its key until there is an answer. */
function refund(shop: Shop, who: SimulatedProcess): void {
  const order = [...shop.tables.order.orders.values()].find(({ idempotencyKey }) => idempotencyKey === who.name);
  if (!order || shop.tables.payment.payments.get(order.paymentId)?.status !== 'CAPTURED') return;
  const { random, time, network, note } = shop;
  const part = random.chance(0.5) && { amount: { amount: random.between(1, order.total), currency: order.currency } };
  const by = { requestedBy: USER, key: `refund of ${who.name}`, requestHash: 'hash' };
  const request = { paymentId: order.paymentId, body: { reason: 'broken', ...part }, by };
  const ask = (tries: number) => {
    network.call(who, 'payment', 'refund', request, EDGE_DEADLINE_MS).then(
      ({ status }) => note(() => `${who.name}: refund: answered ${status}`),
      (error: Error) => {
        note(() => `${who.name}: refund: ${error.message}`);
        if (tries > 1) time.after(random.between(100, 3000), () => ask(tries - 1));
      },
    );
  };
  ask(TRIES);
}

function countStock({ random, tables, stocked, note }: Shop): void {
  const { sku } = random.pick(PRODUCTS);
  const [before, after] = [tables.product.stock.get(sku)!.onHand, random.between(0, 6)];
  if (!tables.product.count(sku, after)) return;
  stocked.set(sku, stocked.get(sku)! + after - before);
  note(() => `staff: ${sku} counted, ${before} -> ${after}`);
}
