import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@shopmesh/auth';
import { DatabaseModule } from '@shopmesh/database';
import { RuntimeModule } from '@shopmesh/runtime';
import type { Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { PaymentController } from './payment.controller.ts';
import { PaymentGrpc } from './payment.grpc.ts';
import { PaymentService } from './payment.service.ts';
import { Provider } from './provider.ts';
import { RefundService } from './refund.service.ts';
import { SimulatedProvider } from './simulated.provider.ts';

@Module({})
class AppModule {}

/** Money in and out. */
export function appModule(config: Config): DynamicModule {
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
    ],
    controllers: [PaymentController, PaymentGrpc],
    providers: [PaymentService, RefundService, { provide: Provider, useFactory: () => new SimulatedProvider(config) }],
  };
}
