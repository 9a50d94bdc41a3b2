import { Module, type DynamicModule } from '@nestjs/common';
import { ClientsModule } from '@nestjs/microservices';
import { AuthModule } from '@shopmesh/auth';
import { DatabaseModule } from '@shopmesh/database';
import { grpcClientOptions, RuntimeModule } from '@shopmesh/runtime';
import { CartController } from './cart/cart.controller.ts';
import { CartService } from './cart/cart.service.ts';
import { CheckoutService } from './checkout.service.ts';
import { CONFIG, type Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { Departed } from './departed.ts';
import { Idempotency } from './idempotency.ts';
import { OrderMails } from './mail/order-mails.ts';
import { OrderController } from './order.controller.ts';
import { OrderDriver } from './order.driver.ts';
import { OrderGrpc } from './order.grpc.ts';
import { OrderRefunds } from './order.refunds.ts';
import { OrderService } from './order.service.ts';
import { OrderSweeper } from './order.sweeper.ts';
import { Outbox } from './outbox.ts';
import { PAYMENT_CLIENT, PaymentClient } from './payment.client.ts';
import { PRODUCT_CLIENT, ProductClient } from './product.client.ts';
import { USER_CLIENT, UserClient } from './user.client.ts';

@Module({})
class AppModule {}

/** Carts and orders; orchestrates stock and money. */
export function appModule(config: Config): DynamicModule {
  const caller = { name: 'order', secret: config.SERVICE_SECRET } as const;
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
      ClientsModule.register([
        { name: PRODUCT_CLIENT, ...grpcClientOptions('product', config.PRODUCT_GRPC, caller) },
        { name: PAYMENT_CLIENT, ...grpcClientOptions('payment', config.PAYMENT_GRPC, caller) },
        { name: USER_CLIENT, ...grpcClientOptions('user', config.USER_GRPC, caller) },
      ]),
    ],
    controllers: [OrderController, CartController, OrderGrpc],
    providers: [
      { provide: CONFIG, useValue: config },
      ...[ProductClient, PaymentClient, UserClient, CartService, CheckoutService, Idempotency],
      ...[OrderService, OrderDriver, OrderSweeper, OrderRefunds, OrderMails, Outbox, Departed],
    ],
  };
}
