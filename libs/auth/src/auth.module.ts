import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { CallerVerifier, type Peers } from './caller-verifier.ts';
import { TokenVerifier } from './token-verifier.ts';

type Settings = Peers & { ISSUER: string; AUDIENCE: string; JWKS_URL: string };

/** Puts the {@link AccessGuard} before every route of a service. */
@Module({})
export class AuthModule {
  static with(config: Settings): DynamicModule {
    const trust = { issuer: config.ISSUER, audience: config.AUDIENCE, jwksUrl: config.JWKS_URL };
    return {
      module: AuthModule,
      providers: [
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(trust) },
        { provide: CallerVerifier, useFactory: () => new CallerVerifier(config) },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
