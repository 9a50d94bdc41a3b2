import { Inject, Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Metadata } from '@grpc/grpc-js';
import { DomainError, PUBLIC } from '@shopmesh/runtime';
import type { FastifyRequest } from 'fastify';
import { CallerVerifier } from './caller-verifier.ts';
import { TokenVerifier, type Role, type User } from './token-verifier.ts';

const ROLES_KEY = 'shopmesh:roles';

/** Narrows a route to callers that have one of these roles. */
export const Roles = (...roles: Role[]): ClassDecorator & MethodDecorator => SetMetadata(ROLES_KEY, roles);

const CALLERS_KEY = 'shopmesh:callers';

/** Opens gRPC methods to these services. All others are closed. */
export const Callers = (...services: string[]): ClassDecorator & MethodDecorator => SetMetadata(CALLERS_KEY, services);

export type AuthenticatedRequest = FastifyRequest & { user?: User };

/**
 * Global: a route needs a valid token unless it is `@Public()`, and a role where it says `@Roles()`; a gRPC method needs a caller that
 * `@Callers()` names.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(CallerVerifier) private readonly callers: CallerVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (context.getType() === 'rpc') return this.#admit(context, targets);
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const user = await this.tokens.verify(bearerToken(request));
    const roles = this.reflector.getAllAndOverride<Role[]>(ROLES_KEY, targets);
    if (roles && !roles.some((role) => user.roles.includes(role))) {
      throw new DomainError('forbidden', 'role.missing', `this needs the role ${roles.join(' or ')}`);
    }
    request.user = user;
    return true;
  }

  /** Calls between services carry no user. @throws unauthenticated `caller.unknown`; forbidden `caller.refused` */
  #admit(context: ExecutionContext, targets: Parameters<Reflector['getAllAndOverride']>[1]): boolean {
    const caller = this.callers.identify(context.switchToRpc().getContext<Metadata>());
    const admitted = this.reflector.getAllAndOverride<string[] | undefined>(CALLERS_KEY, targets) ?? [];
    if (admitted.includes(caller)) return true;
    throw new DomainError('forbidden', 'caller.refused', `this is not for ${caller}`);
  }
}

/** The token of the one Authorization header (RFC 6750, section 2.1). Node keeps the first of several silently, so they are counted. */
function bearerToken(request: FastifyRequest): string {
  const raw = request.raw.rawHeaders;
  const headers = raw.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization').length;
  if (headers === 0) throw new DomainError('unauthenticated', 'token.missing', 'an access token is needed');
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (headers > 1 || !token) {
    throw new DomainError('unauthenticated', 'token.invalid', 'the Authorization header must be one bearer token');
  }
  return token;
}
