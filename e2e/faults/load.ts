import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newCustomer, newProduct, orderOf, staff } from '../src/client.ts';
import type { FaultyShop } from './faulty-shop.ts';

/** Something a customer wants, asked for again with the same key until there is an answer. `isReturned`: then sent back, in part. */
export type Wish = { key: string; token: string; body: object; isReturned: boolean };
export type Said = { status: number; text: string };
/** `answer`: the first one that says what became of the order; undefined if the customer has given up. */
export type Heard = { wish: Wish; answer?: Said };

const CLIENTS = 6;
const PACE_MS = 400;
/** Patience for one answer, and for any. */
const ANSWER_MS = 6_000;
const GIVE_UP_MS = 40_000;
const ASK_AGAIN_MS = 250;
/** Answers that say what became of an order; whatever else comes is asked again. */
const DEFINITE = [201, 202, 402];
const DEFINITE_CONFLICTS = /"code":"order\.(out_of_stock|cancelled)"/;

const RETURN = { amount: { amount: 100, currency: 'EUR' }, reason: 'arrived broken' };

const CARDS = ['tok_visa', 'tok_visa', 'tok_slow', 'tok_declined', 'tok_visa', 'tok_timeout_after_charge', 'tok_error'];

/**
 * A small load of mixed orders: two customers, one of whom cancels at random moments, too little of one product, and staff
 * that gives back a part of some.
 */
export class Load {
  readonly heard: Heard[] = [];
  /** Orders whose cancellation was answered with 200. */
  readonly cancelled: string[] = [];
  /** Refunds that were answered with 201. */
  readonly refunded: string[] = [];
  /** Answers of 500 and above; none when the shop lets nobody notice. */
  readonly failures: Said[] = [];

  private constructor(
    private readonly shop: FaultyShop,
    readonly customers: readonly string[],
    private readonly staff: string,
    private readonly wishes: Wish[],
  ) {}

  static async of(shop: FaultyShop, size: number): Promise<Load> {
    const [steady, hesitant] = [await newCustomer(), await newCustomer()];
    shop.secrets.push(steady.password, hesitant.password);
    const products = [await newProduct(10_000), await newProduct(10_000), await newProduct(10_000)];
    const scarce = await newProduct(5);
    const wishes = Array.from({ length: size }, (_, at): Wish => {
      const product = at % 5 === 4 ? scarce : products[at % 3]!;
      const other = products[(at + 1) % 3]!;
      const ids = at % 2 ? [product.id] : [product.id, other.id];
      const card = CARDS[at % CARDS.length]!;
      return {
        key: randomUUID(),
        isReturned: at % 4 === 0,
        token: at % 3 ? hesitant.token : steady.token,
        body: orderOf(ids, { card, quantity: 2 }),
      };
    });
    return new Load(shop, [steady.token, hesitant.token], await staff(), wishes);
  }

  /** Sends all wishes, a few customers at a time, and resolves when each has its answer or was given up. */
  async run(): Promise<void> {
    const going = new AbortController();
    const cancelling = this.#cancelAtRandom(going.signal);
    const queue = [...this.wishes];
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      await sleep((client * PACE_MS) / CLIENTS);
      for (let wish = queue.shift(); wish; wish = queue.shift()) {
        const answer = await this.ask(wish);
        this.heard.push({ wish, answer });
        if (wish.isReturned && answer?.status === 201) await this.#giveBackPartOf(answer);
        await sleep(Math.random() * PACE_MS);
      }
    });
    await Promise.all(clients);
    going.abort();
    await cancelling;
  }

  /** Asks until there is a definite answer, as a careful client does. */
  ask({ token, body, key }: Wish): Promise<Said | undefined> {
    return this.#insist(
      ({ status, text }) => DEFINITE.includes(status) || (status === 409 && DEFINITE_CONFLICTS.test(text)),
      () => this.#send('POST', '/v1/orders', token, body, key),
    );
  }

  async #giveBackPartOf({ text }: Said): Promise<void> {
    const { payment } = JSON.parse(text) as { payment: { id: string } };
    const key = randomUUID();
    const said = await this.#insist(
      ({ status }) => [201, 409].includes(status),
      () => this.#send('POST', `/v1/payments/${payment.id}/refunds`, this.staff, RETURN, key),
    );
    if (said?.status === 201) this.refunded.push((JSON.parse(said.text) as { id: string }).id);
  }

  async #insist(isDefinite: (said: Said) => boolean, send: () => Promise<Said | undefined>): Promise<Said | undefined> {
    for (const end = Date.now() + GIVE_UP_MS; Date.now() < end; await sleep(ASK_AGAIN_MS)) {
      const said = await send();
      if (said && isDefinite(said)) return said;
    }
    return undefined;
  }

  async #cancelAtRandom(signal: AbortSignal): Promise<void> {
    const [, token = ''] = this.customers;
    while (!signal.aborted) {
      await sleep(Math.random() * PACE_MS);
      const listed = await this.#send('GET', '/v1/orders?status=AWAITING_PAYMENT', token);
      if (listed?.status !== 200) continue;
      const orders = (JSON.parse(listed.text) as { items: { id: string }[] }).items;
      const order = orders[Math.floor(Math.random() * orders.length)];
      if (!order) continue;
      const said = await this.#send('POST', `/v1/orders/${order.id}/cancel`, token);
      if (said?.status === 200) this.cancelled.push(order.id);
    }
  }

  /** @returns undefined when there was no answer */
  async #send(method: string, path: string, token: string, body?: object, key?: string): Promise<Said | undefined> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body) headers['content-type'] = 'application/json';
    if (key) headers['idempotency-key'] = key;
    try {
      const response = await fetch(this.#entrance(path) + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const said = { status: response.status, text: await response.text() };
      if (said.status >= 500) this.failures.push(said);
      return said;
    } catch {
      return undefined;
    }
  }

  #entrance(path: string): string {
    const { entrances, shop } = this.shop;
    return path.startsWith('/v1/orders') ? entrances[Math.floor(Math.random() * entrances.length)]! : shop.baseUrl;
  }
}
