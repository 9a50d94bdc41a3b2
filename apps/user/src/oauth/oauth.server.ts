import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Database } from '@shopmesh/database';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';
import { AuditTrail } from '../audit/audit-trail.ts';
import { CredentialCheck } from '../auth/credential-check.ts';
import { CONFIG, type Config } from '../config.ts';
import { SigningKeys } from '../token/signing-keys.ts';
import { UserService } from '../user/user.service.ts';
import { AccessTokens } from './access-tokens.ts';
import { Interactions } from './interactions.ts';
import { createProvider } from './provider.ts';

/** What oidc-provider answers. Paths not listed are not reached, whatever the library offers there. */
const ENDPOINTS = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/oauth/authorize'],
  ['GET', '/oauth/authorize/:uid'],
  ['POST', '/oauth/token'],
  ['POST', '/oauth/revoke'],
  ['POST', '/oauth/introspect'],
] as const;

/** Puts oidc-provider and its pages beside Nest's routes, in corners of Fastify with their own way of reading bodies. */
@Injectable()
export class OAuthServer implements OnModuleInit {
  #provider!: Provider;
  #handle!: ReturnType<Provider['callback']>;
  readonly #log: Logger;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(UserService) private readonly users: UserService,
    @Inject(CredentialCheck) private readonly credentials: CredentialCheck,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    this.#log = createLogger('user', config.LOG_LEVEL);
  }

  onModuleInit(): void {
    this.#build();
    this.keys.onChange(() => this.#build());
    const { database, users, credentials, audit } = this;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const pages = new Interactions(() => this.#provider, { database, users, credentials, audit, log: this.#log });
    for (const mount of [
      (scope: FastifyInstance) => this.#mount(scope),
      (scope: FastifyInstance) => pages.mount(scope),
    ]) {
      void fastify.register((scope, _options, done) => {
        this.#nameIssuer(scope);
        mount(scope);
        done();
      });
    }
  }

  /** The library takes its keys once. All else is in the database, so another provider is as good as the one before. */
  #build(): void {
    const { config, tokens, database, users } = this;
    const keys = this.keys.privateJwks();
    this.#provider = createProvider({ config, keys, tokens, database, users, log: this.#log });
    this.#handle = this.#provider.callback();
  }

  #mount(scope: FastifyInstance): void {
    // The library reads bodies itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const [method, url] of ENDPOINTS) {
      scope.route({
        method,
        url,
        handler: (request, reply) => {
          void reply.hijack();
          return this.#handle(request.raw, reply.raw);
        },
      });
    }
  }

  /** The library makes URLs of what a request says of where it came to; here that is the issuer, whatever it says. */
  #nameIssuer(scope: FastifyInstance): void {
    const { protocol, host } = new URL(this.config.ISSUER);
    const named = { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host };
    scope.addHook('onRequest', ({ raw }, _reply, done) => {
      Object.assign(raw.headers, named);
      done();
    });
  }
}
