import { Controller, Inject } from '@nestjs/common';
import { Callers } from '@shopmesh/auth';
import { product as proto } from '@shopmesh/contracts';
import { validMessage } from '@shopmesh/runtime';
import { z } from 'zod';
import { ProductService } from './product.service.ts';
import { ReservationService, type Verdict } from './reservation.service.ts';
import { StockService } from './stock.service.ts';

const MAX_LINES = 100;
const MAX_QUANTITY = 1_000_000;

const Order = z.object({ orderId: z.uuid() });
const Reserve = Order.extend({
  lines: z
    .array(z.object({ sku: z.string().min(1), quantity: z.int().min(1).max(MAX_QUANTITY) }))
    .min(1)
    .max(MAX_LINES),
  holdSeconds: z.int().min(1),
});
const Prices = z.object({ productIds: z.array(z.uuid()).max(MAX_LINES) });

/** What Order calls. */
@Controller()
@Callers('order')
@proto.ProductServiceControllerMethods()
export class ProductGrpc implements proto.ProductServiceController {
  constructor(
    @Inject(ProductService) private readonly products: ProductService,
    @Inject(ReservationService) private readonly reservations: ReservationService,
    @Inject(StockService) private readonly stock: StockService,
  ) {}

  async getPrices(request: proto.GetPricesRequest): Promise<proto.GetPricesResponse> {
    const rows = await this.products.prices(validMessage(Prices, request).productIds);
    return { products: rows.map(({ price, currency, ...row }) => ({ ...row, price: { amount: price, currency } })) };
  }

  async reserve(request: proto.ReserveRequest): Promise<proto.ReserveResponse> {
    const { orderId, lines, holdSeconds } = validMessage(Reserve, request);
    return answer(await this.reservations.reserve(orderId, lines, holdSeconds));
  }

  async commit(request: proto.CommitRequest): Promise<proto.CommitResponse> {
    return answer(await this.reservations.commit(validMessage(Order, request).orderId));
  }

  async release(request: proto.ReleaseRequest): Promise<proto.ReleaseResponse> {
    return answer(await this.reservations.release(validMessage(Order, request).orderId));
  }

  /** For whoever asks through the gateway: it is no secret. */
  @Callers('gateway')
  getInventory({ sku }: proto.GetInventoryRequest): Promise<proto.GetInventoryResponse> {
    return this.stock.inventory(sku);
  }
}

function answer({ state, missingSkus }: Verdict): proto.ReserveResponse {
  return { state: proto.ReservationState[`RESERVATION_STATE_${state}`], missingSkus };
}
