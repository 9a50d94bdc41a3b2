import { Module, type DynamicModule } from '@nestjs/common';
import { ClientsModule } from '@nestjs/microservices';
import { AuthModule } from '@shopmesh/auth';
import { Database, DatabaseModule } from '@shopmesh/database';
import { grpcClientOptions, RuntimeModule } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { AccountController } from './account/account.controller.ts';
import { AccountPagesController } from './account/account-pages.controller.ts';
import { AccountService } from './account/account.service.ts';
import { Departures } from './account/departures.ts';
import { EmailService } from './account/email.service.ts';
import { LinkController } from './account/link.controller.ts';
import { PasswordService } from './account/password.service.ts';
import { AddressController } from './address/address.controller.ts';
import { AddressService } from './address/address.service.ts';
import { AuditController } from './audit/audit.controller.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { Refusals } from './audit/refusals.ts';
import { AuthController } from './auth/auth.controller.ts';
import { CredentialCheck } from './auth/credential-check.ts';
import { DerivedSecrets } from './auth/derived-secrets.ts';
import { LiveSessions } from './auth/live-sessions.ts';
import { PasswordHasher } from './auth/password-hasher.ts';
import { SessionController } from './auth/session.controller.ts';
import { SessionService } from './auth/session.service.ts';
import { SignInTries } from './auth/sign-in-tries.ts';
import { CONFIG, type Config } from './config.ts';
import { createDataSource } from './data-source.ts';
import { AccountMails } from './mail/account-mails.ts';
import { AccessTokens } from './oauth/access-tokens.ts';
import { OAuthServer } from './oauth/oauth.server.ts';
import { RecordSweeper } from './oauth/record.sweeper.ts';
import { UserInfoController } from './oauth/userinfo.controller.ts';
import { ORDER_CLIENT, OrderClient } from './order.client.ts';
import { JwksController } from './token/jwks.controller.ts';
import { keyTimes } from './token/key-move.ts';
import { KeyStore } from './token/key-store.ts';
import { SigningKeys } from './token/signing-keys.ts';
import { TokenService } from './token/token.service.ts';
import { UserController } from './user/user.controller.ts';
import { UserGrpc } from './user/user.grpc.ts';
import { UserService } from './user/user.service.ts';

@Module({})
class AppModule {}

/** Accounts, sign-in, and the tokens that all services check. */
export function appModule(config: Config): DynamicModule {
  const caller = { name: 'user', secret: config.SERVICE_SECRET } as const;
  const openKeys = (database: Database) =>
    SigningKeys.open(
      new KeyStore(database, config.KEY_ENCRYPTION_KEY),
      keyTimes(config),
      createLogger('user', config.LOG_LEVEL),
    );
  return {
    module: AppModule,
    imports: [
      RuntimeModule,
      DatabaseModule.with(() => createDataSource(config.DATABASE_URL, config.DATABASE_POOL)),
      AuthModule.with(config),
      ClientsModule.register([{ name: ORDER_CLIENT, ...grpcClientOptions('order', config.ORDER_GRPC, caller) }]),
    ],
    controllers: [
      AuthController,
      SessionController,
      AccountController,
      LinkController,
      AccountPagesController,
      AuditController,
      UserController,
      AddressController,
      JwksController,
      UserInfoController,
      UserGrpc,
    ],
    providers: [
      { provide: CONFIG, useValue: config },
      UserService,
      AddressService,
      ...[SessionService, LiveSessions, PasswordHasher, CredentialCheck, SignInTries],
      ...[AccountService, PasswordService, EmailService, AccountMails, AuditTrail, Refusals],
      ...[Departures, OrderClient],
      ...[OAuthServer, AccessTokens, RecordSweeper],
      { provide: DerivedSecrets, useFactory: () => new DerivedSecrets(config.KEY_ENCRYPTION_KEY) },
      { provide: SigningKeys, useFactory: openKeys, inject: [Database] },
      {
        provide: TokenService,
        useFactory: (keys: SigningKeys) => new TokenService(keys, config),
        inject: [SigningKeys],
      },
    ],
  };
}
