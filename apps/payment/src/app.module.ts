import { Module, type DynamicModule } from '@nestjs/common';
import { ClientsModule } from '@nestjs/microservices';
import { AuthModule } from '@shopmesh/auth';
import { DatabaseModule } from '@shopmesh/database';
import { grpcClientOptions, RuntimeModule } from '@shopmesh/runtime';
import { CONFIG, type Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { ORDER_CLIENT, OrderClient } from './order.client.ts';
import { PaymentController } from './payment.controller.ts';
import { PaymentGrpc } from './payment.grpc.ts';
import { PaymentService } from './payment.service.ts';
import { PaymentSweeper } from './payment.sweeper.ts';
import { providerOf } from './provider.factory.ts';
import { Provider } from './provider.ts';
import { RawBodies } from './raw-body.ts';
import { Reconciliation } from './reconciliation.ts';
import { RefundController } from './refund.controller.ts';
import { RefundNotices } from './refund.notices.ts';
import { RefundService } from './refund.service.ts';
import { WebhookController } from './webhook.controller.ts';
import { WebhookService } from './webhook.service.ts';

@Module({})
class AppModule {}

/** Money in and out. */
export function appModule(config: Config): DynamicModule {
  const caller = { name: 'payment', secret: config.SERVICE_SECRET } as const;
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
      ClientsModule.register([{ name: ORDER_CLIENT, ...grpcClientOptions('order', config.ORDER_GRPC, caller) }]),
    ],
    controllers: [PaymentController, RefundController, WebhookController, PaymentGrpc],
    providers: [
      { provide: CONFIG, useValue: config },
      { provide: Provider, useFactory: () => providerOf(config) },
      ...[PaymentService, RefundService, RefundNotices, OrderClient],
      ...[WebhookService, Reconciliation, PaymentSweeper, RawBodies],
    ],
  };
}
