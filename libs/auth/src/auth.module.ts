import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { TokenVerifier } from './token-verifier.ts';

/** Puts the {@link AccessGuard} before every route of a service. */
@Module({})
export class AuthModule {
  static with(config: { ISSUER: string; AUDIENCE: string; JWKS_URL: string }): DynamicModule {
    const trust = { issuer: config.ISSUER, audience: config.AUDIENCE, jwksUrl: config.JWKS_URL };
    return {
      module: AuthModule,
      providers: [
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(trust) },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
