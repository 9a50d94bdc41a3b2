import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint, toProblem } from '@shopmesh/runtime';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { acceptedOf, answerOf, type Answer } from './answer.ts';
import { CartService } from './cart/cart.service.ts';
import { CONFIG, type Config } from './config.ts';
import { hashOf, Idempotency, type Earlier, type KeyedRequest } from './idempotency.ts';
import { OrderDriver } from './order.driver.ts';
import { isPayable, totalOf, type NewOrder, type OrderLine, type OrderRow } from './order.schema.ts';
import { FIND, PLACE, PLACE_ORDER } from './order.sql.ts';
import { ProductClient } from './product.client.ts';

/** The answer to POST /v1/orders, and the order it is about (none when it was refused before it became one). */
export type Placed = Answer & { orderId: string | null };

/** How often a repeat looks whether the first request has its answer. */
const LOOK_MS = 25;
const LOCK_NOT_AVAILABLE = '55P03';

/** Turns a request into an order, once for each Idempotency-Key. */
@Injectable()
export class CheckoutService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(CartService) private readonly cart: CartService,
    @Inject(ProductClient) private readonly product: ProductClient,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(OrderDriver) private readonly driver: OrderDriver,
  ) {}

  /**
   * Places an order and drives it for up to CHECKOUT_BOUND_MS.
   * @throws invalid `cart.empty`, `product.unknown`, `order.too_large`; mismatch `idempotency.key_reused`;
   *   unavailable `product.unavailable`. None of these use up the key.
   */
  async place(userId: string, key: string, body: NewOrder, traceId: string): Promise<Placed> {
    const request: KeyedRequest = { userId, operation: PLACE_ORDER, key, requestHash: hashOf(body) };
    const lines = await this.#price(userId, body).catch(async (refusal: unknown) => {
      // A repeat must not be refused because the shop has changed since.
      const earlier = await this.idempotency.earlier(request);
      if (!earlier) throw refusal;
      return earlier;
    });
    if (!('lines' in lines)) return this.#repeat(request, lines, traceId);
    if (priceChanged(body, lines)) return this.#refusePrice(request, lines, traceId);
    // Until then no repeat has waited long enough to answer in its place.
    const aloneUntilMs = Date.now() + this.config.CHECKOUT_BOUND_MS;
    const order = await this.#insert(request, body, lines);
    if (!order) return this.#repeat(request, await this.#earlier(request), traceId);
    const driven = await this.driver.drive(order, this.config.CHECKOUT_BOUND_MS, traceId);
    const own = answerOf(driven, traceId);
    // The driver has stored it with its last move: there is nothing to write.
    if (own && Date.now() < aloneUntilMs) return { ...own, orderId: driven.id };
    return this.#finish(request, driven, traceId);
  }

  async #price(userId: string, body: NewOrder): Promise<Priced> {
    const wanted = merged(body.items ?? (await this.cart.lines(userId)));
    if (wanted.size === 0) throw new DomainError('invalid', 'cart.empty', 'there is nothing in the cart');
    const prices = await this.product.prices([...wanted.keys()]);
    const lines = [...wanted].map(([productId, quantity]): OrderLine & { currency: string } => {
      const product = prices.get(productId);
      if (!product) throw unknownProduct(body, productId);
      return {
        productId,
        sku: product.sku,
        name: product.name,
        quantity,
        unitPrice: product.price,
        currency: product.currency,
      };
    });
    const currency = lines[0]?.currency ?? '';
    const isOneCurrency = lines.every((line) => line.currency === currency);
    if (!isOneCurrency || !isPayable(totalOf(lines))) {
      throw new DomainError('invalid', 'order.too_large', 'this cannot be paid in one order');
    }
    return { currency, total: totalOf(lines), lines: lines.map(({ currency: _, ...line }) => line) };
  }

  async #insert(
    request: KeyedRequest,
    body: NewOrder,
    { lines, total, currency }: Priced,
  ): Promise<OrderRow | undefined> {
    const id = uuidv7();
    const at = new Date();
    const { userId, operation, key, requestHash } = request;
    const { shippingAddress, payment, items } = body;
    // The first attempt; deterministic, so that whoever drives the order pays the same payment.
    const paymentId = uuidv5('1', id);
    await failpoint('order.place.before_commit');
    const row = await this.database
      .one<{ number: number }>(PLACE, [
        ...[
          userId,
          operation,
          key,
          requestHash,
          id,
          total,
          currency,
          shippingAddress,
          !items,
          paymentId,
          payment.token,
          at,
        ],
        ...[lines.map((line) => line.productId), lines.map((line) => line.sku), lines.map((line) => line.name)],
        ...[lines.map((line) => line.quantity), lines.map((line) => line.unitPrice)],
      ])
      .catch((error: { code?: string }) => {
        if (error.code === LOCK_NOT_AVAILABLE) throw inProgress();
        throw error;
      });
    await failpoint('order.place.after_commit');
    if (!row) return undefined;
    const start = { status: 'PENDING', step: 'RESERVE', version: 1, tries: 0 } as const;
    const unknown = { paymentStatus: null, declineCode: null, cancelReason: null };
    const paid = { paymentId, paymentToken: payment.token };
    return {
      id,
      number: row.number,
      userId,
      total,
      currency,
      shippingAddress,
      items: lines,
      createdAt: at,
      updatedAt: at,
      ...start,
      ...unknown,
      ...paid,
    };
  }

  /** The stored answer, waited for while the first request is still at it. */
  async #repeat(request: KeyedRequest, earlier: Earlier, traceId: string): Promise<Placed> {
    const endMs = Date.now() + this.config.CHECKOUT_BOUND_MS;
    let known = earlier;
    while (!known.answer && Date.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      known = await this.#earlier(request);
    }
    if (known.answer) return { ...known.answer, orderId: known.orderId };
    const order = await this.database.one<OrderRow>(FIND, [known.orderId, request.userId]);
    if (!order) throw inProgress();
    return this.#finish(request, order, traceId);
  }

  /** The answer that the key has; until it has one, what its order has come to becomes it. */
  async #finish(request: KeyedRequest, order: OrderRow, traceId: string): Promise<Placed> {
    await failpoint('order.accept.before_commit');
    const answer = await this.idempotency.answer(request, answerOf(order, traceId) ?? acceptedOf(order));
    return { ...answer, orderId: order.id };
  }

  async #refusePrice(request: KeyedRequest, { total, currency }: Priced, traceId: string): Promise<Placed> {
    const earlier = await this.idempotency.earlier(request);
    if (earlier) return this.#repeat(request, earlier, traceId);
    const refusal = new DomainError(
      'conflict',
      'order.price_changed',
      `the total is ${total} ${currency} (minor units) by now`,
    );
    const problem = toProblem(refusal, traceId);
    const answer = await this.idempotency.refuse(request, { status: problem.status, body: JSON.stringify(problem) });
    return { ...answer, orderId: null };
  }

  async #earlier(request: KeyedRequest): Promise<Earlier> {
    const earlier = await this.idempotency.earlier(request);
    if (!earlier) throw inProgress();
    return earlier;
  }
}

type Priced = { lines: OrderLine[]; total: number; currency: string };

function priceChanged({ expectedTotal }: NewOrder, { total, currency }: Priced): boolean {
  return expectedTotal !== undefined && (expectedTotal.amount !== total || expectedTotal.currency !== currency);
}

/** One quantity per product, in the order of their first mention. */
function merged(items: readonly { productId: string; quantity: number }[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of items) {
    const id = productId.toLowerCase();
    quantities.set(id, (quantities.get(id) ?? 0) + quantity);
  }
  return quantities;
}

function unknownProduct(body: NewOrder, productId: string): DomainError {
  const position = body.items?.findIndex((item) => item.productId.toLowerCase() === productId) ?? -1;
  const path = position < 0 ? 'cart' : `items.${position}.productId`;
  const message = 'is not a product of this shop';
  return new DomainError('invalid', 'product.unknown', `${path}: ${message}`, { errors: [{ path, message }] });
}

function inProgress(): DomainError {
  const message = 'a request with this Idempotency-Key is still going on';
  return new DomainError('conflict', 'idempotency.in_progress', message, { retryAfterSeconds: 1 });
}
