import type { CartService } from '../../apps/order/src/cart/cart.service.ts';
import { CheckoutService } from '../../apps/order/src/checkout.service.ts';
import type { Config as OrderConfig } from '../../apps/order/src/config.ts';
import { Departed } from '../../apps/order/src/departed.ts';
import { Idempotency } from '../../apps/order/src/idempotency.ts';
import type { OrderMails } from '../../apps/order/src/mail/order-mails.ts';
import { OrderDriver } from '../../apps/order/src/order.driver.ts';
import { OrderGrpc } from '../../apps/order/src/order.grpc.ts';
import { OrderRefunds } from '../../apps/order/src/order.refunds.ts';
import { OrderService } from '../../apps/order/src/order.service.ts';
import { OrderSweeper } from '../../apps/order/src/order.sweeper.ts';
import { Outbox } from '../../apps/order/src/outbox.ts';
import { PaymentClient } from '../../apps/order/src/payment.client.ts';
import { ProductClient } from '../../apps/order/src/product.client.ts';
import { OrderClient as OrderClientOfPayment } from '../../apps/payment/src/order.client.ts';
import { PaymentGrpc } from '../../apps/payment/src/payment.grpc.ts';
import { PaymentService } from '../../apps/payment/src/payment.service.ts';
import type { Config as PaymentConfig } from '../../apps/payment/src/config.ts';
import type { Provider } from '../../apps/payment/src/provider.ts';
import { RefundNotices } from '../../apps/payment/src/refund.notices.ts';
import { RefundService } from '../../apps/payment/src/refund.service.ts';
import { WebhookService } from '../../apps/payment/src/webhook.service.ts';
import type { Config as ProductConfig } from '../../apps/product/src/config.ts';
import { OrderClient } from '../../apps/product/src/order.client.ts';
import { ProductGrpc } from '../../apps/product/src/product.grpc.ts';
import type { ProductService } from '../../apps/product/src/product.service.ts';
import { ReservationService } from '../../apps/product/src/reservation.service.ts';
import { ReservationSweeper } from '../../apps/product/src/reservation.sweeper.ts';
import type { StockService } from '../../apps/product/src/stock.service.ts';
import { SimulatedProvider } from './provider.ts';
import { PRODUCTS } from './products.ts';
import type { RunningServer, Shop } from './shop.ts';
import { SimulatedDatabase } from './simulated-database.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { REPEATING_MS } from './virtual-time.ts';

/** Work that a process does by itself from time to time. */
export type Sweeps = Partial<
  Record<'orders' | 'events' | 'holds' | 'payments' | 'refunds' | 'notices', () => Promise<unknown>>
>;

/** Where mutations put themselves between parts of a service. */
export type Seams = {
  paymentClient?: (client: PaymentClient) => PaymentClient;
  orderClient?: (client: OrderClient) => OrderClient;
  provider?: (provider: Provider) => Provider;
};

export const PAYMENT_WINDOW_SECONDS = 20;
/** A payment of unknown outcome is asked about when it is this old. */
export const UNKNOWN_AFTER_MS = 10_000;
const TRACE_ID = '0'.repeat(32);

export function startOrder(shop: Shop, process: SimulatedProcess): RunningServer {
  const config = {
    HOLD_SECONDS: shop.holdSeconds,
    PAYMENT_WINDOW_SECONDS,
    CHECKOUT_BOUND_MS: 600,
    LOG_LEVEL: 'silent',
  } as OrderConfig;
  const database = new SimulatedDatabase(process, shop.tables.order.answers, shop).asDatabase;
  const product = new ProductClient(
    shop.network.client(process, 'product', ['getPrices', 'reserve', 'commit', 'release']),
  );
  const plain = new PaymentClient(shop.network.client(process, 'payment', ['pay', 'void']));
  const payment = shop.seams.paymentClient?.(plain) ?? plain;
  const driver = new OrderDriver(config, database, product, payment);
  const keys = new Idempotency(database);
  const checkout = new CheckoutService(config, database, {} as CartService, product, keys, driver);
  const orders = new OrderService(database, driver, { draining: false } as never);
  const grpc = new OrderGrpc(database, new OrderRefunds(database), new Departed(database));
  const sweeper = new OrderSweeper(config, database, driver);
  const mails: Pick<OrderMails, 'send'> = {
    send: async (events) => {
      for (const { orderId, seq } of events) shop.mailed.add(`${orderId} ${seq}`);
      return events.map(() => ({ status: 'fulfilled', value: undefined }));
    },
  };
  const outbox = new Outbox(config, database, mails as OrderMails);
  return {
    process,
    handlers: {
      place: ({ userId, key, body }) => checkout.place(userId, key, body, TRACE_ID),
      command: ({ viewer, id, command }) => orders.command(viewer, id, command, TRACE_ID),
      getOrder: (request) => grpc.getOrder(request),
      recordRefund: (request) => grpc.recordRefund(request),
    },
    sweeps: { orders: () => sweeper.sweep(), events: () => outbox.deliver() },
  };
}

export function startProduct(shop: Shop, process: SimulatedProcess): RunningServer {
  const database = new SimulatedDatabase(process, shop.tables.product.answers, shop).asDatabase;
  const reservations = new ReservationService(database);
  const products = { prices: async () => PRODUCTS } as unknown as ProductService;
  const grpc = new ProductGrpc(products, reservations, {} as StockService);
  const plain = new OrderClient(shop.network.client(process, 'order', ['getOrder']));
  const orders = shop.seams.orderClient?.(plain) ?? plain;
  const sweeper = new ReservationSweeper({ LOG_LEVEL: 'silent' } as ProductConfig, reservations, orders);
  return {
    process,
    handlers: {
      getPrices: (request) => grpc.getPrices(request),
      reserve: (request) => grpc.reserve(request),
      commit: (request) => grpc.commit(request),
      release: (request) => grpc.release(request),
    },
    sweeps: { holds: () => sweeper.sweep() },
  };
}

export function startPayment(shop: Shop, process: SimulatedProcess): RunningServer {
  const database = new SimulatedDatabase(process, shop.tables.payment.answers, shop).asDatabase;
  const plain = new SimulatedProvider(process, shop.books, shop);
  const provider = shop.seams.provider?.(plain) ?? plain;
  const config = { SWEEP_MS: REPEATING_MS, LOG_LEVEL: 'silent' } as PaymentConfig;
  const orders = new OrderClientOfPayment(shop.network.client(process, 'order', ['recordRefund']));
  const notices = new RefundNotices(config, database, orders);
  const refunds = new RefundService(database, provider, notices);
  const payments = new PaymentService(database, provider, refunds);
  const grpc = new PaymentGrpc(payments);
  const webhooks = new WebhookService(config, database, provider, payments, refunds);
  return {
    process,
    handlers: {
      pay: (request) => grpc.pay(request),
      void: (request) => grpc.void(request),
      refund: ({ paymentId, body, by }) => refunds.request(paymentId, body, by, TRACE_ID),
      webhook: (event) => webhooks.receive(provider.name, event, {}),
    },
    sweeps: {
      payments: () => payments.learnOverdue(UNKNOWN_AFTER_MS),
      refunds: () => refunds.finishOverdue(),
      notices: () => notices.tell(),
    },
  };
}
