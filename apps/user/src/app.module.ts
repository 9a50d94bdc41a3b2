import { Module, type DynamicModule } from '@nestjs/common';
import { AuthModule } from '@shopmesh/auth';
import { Database, DatabaseModule } from '@shopmesh/database';
import { RuntimeModule } from '@shopmesh/runtime';
import { AddressController } from './address/address.controller.ts';
import { AddressService } from './address/address.service.ts';
import { AuthController } from './auth/auth.controller.ts';
import { PasswordHasher } from './auth/password-hasher.ts';
import { SessionService } from './auth/session.service.ts';
import type { Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { JwksController } from './token/jwks.controller.ts';
import { currentKey } from './token/signing-key.ts';
import { TokenService } from './token/token.service.ts';
import { UserController } from './user/user.controller.ts';
import { UserGrpc } from './user/user.grpc.ts';
import { UserService } from './user/user.service.ts';

@Module({})
class AppModule {}

/** Accounts, sign-in, and the tokens that all services check. */
export function appModule(config: Config): DynamicModule {
  const createTokens = async (database: Database) =>
    new TokenService(await currentKey(database, config.KEY_ENCRYPTION_KEY), config);
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
    ],
    controllers: [AuthController, UserController, AddressController, JwksController, UserGrpc],
    providers: [
      UserService,
      AddressService,
      SessionService,
      PasswordHasher,
      { provide: TokenService, useFactory: createTokens, inject: [Database] },
    ],
  };
}
