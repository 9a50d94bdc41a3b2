import { Module, type DynamicModule } from '@nestjs/common';
import { ClientsModule } from '@nestjs/microservices';
import { AuthModule } from '@shopmesh/auth';
import { DatabaseModule } from '@shopmesh/database';
import { grpcClientOptions, RuntimeModule } from '@shopmesh/runtime';
import { CONFIG, type Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { ImageController } from './image.controller.ts';
import { ORDER_CLIENT, OrderClient } from './order.client.ts';
import { ProductController } from './product.controller.ts';
import { ProductGrpc } from './product.grpc.ts';
import { ProductService } from './product.service.ts';
import { ReservationService } from './reservation.service.ts';
import { ReservationSweeper } from './reservation.sweeper.ts';
import { StockService } from './stock.service.ts';

@Module({})
class AppModule {}

/** The catalogue and the stock. */
export function appModule(config: Config): DynamicModule {
  const caller = { name: 'product', secret: config.SERVICE_SECRET } as const;
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
      ClientsModule.register([{ name: ORDER_CLIENT, ...grpcClientOptions('order', config.ORDER_GRPC, caller) }]),
    ],
    controllers: [ProductController, ProductGrpc, ImageController],
    providers: [
      { provide: CONFIG, useValue: config },
      ...[ProductService, StockService, ReservationService, ReservationSweeper, OrderClient],
    ],
  };
}
