import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { product as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import type { OrderLine } from './order.schema.ts';

export const PRODUCT_CLIENT = Symbol('product gRPC');

const PRICES_DEADLINE_MS = 1000;

/** A product as it is sold now. `price` is in minor units. */
export type PricedProduct = { id: string; sku: string; name: string; price: number; currency: string };
export type Reservation = { state: string; missingSkus: string[] };

/** Product, as Order needs it. */
@Injectable()
export class ProductClient {
  readonly #product: proto.ProductServiceClient;

  constructor(@Inject(PRODUCT_CLIENT) client: ClientGrpc) {
    this.#product = client.getService(proto.PRODUCT_SERVICE_NAME);
  }

  /** Prices by product id; unknown products are missing. @throws unavailable `product.unavailable` */
  async prices(productIds: readonly string[]): Promise<Map<string, PricedProduct>> {
    const { products } = await unary('product', PRICES_DEADLINE_MS, (...options) =>
      this.#product.getPrices({ productIds: [...productIds] }, ...options),
    );
    return new Map(
      products.map(({ id, sku, name, price }) => [
        id,
        { id, sku, name, price: price?.amount ?? 0, currency: price?.currency ?? '' },
      ]),
    );
  }

  async reserve(orderId: string, lines: OrderLine[], holdSeconds: number, deadlineMs: number): Promise<Reservation> {
    const request = { orderId, lines: lines.map(({ sku, quantity }) => ({ sku, quantity })), holdSeconds };
    const { state, missingSkus } = await unary('product', deadlineMs, (...options) =>
      this.#product.reserve(request, ...options),
    );
    return { state: short(state), missingSkus };
  }

  async commit(orderId: string, deadlineMs: number): Promise<string> {
    const { state } = await unary('product', deadlineMs, (...options) => this.#product.commit({ orderId }, ...options));
    return short(state);
  }

  async release(orderId: string, deadlineMs: number): Promise<string> {
    const { state } = await unary('product', deadlineMs, (...options) =>
      this.#product.release({ orderId }, ...options),
    );
    return short(state);
  }
}

function short(state: proto.ReservationState): string {
  return state.replace('RESERVATION_STATE_', '');
}
