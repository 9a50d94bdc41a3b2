import { Controller, Get, Header, Headers, Inject, Post } from '@nestjs/common';
import { DomainError, Endpoint, Public } from '@shopmesh/runtime';
import { z } from 'zod';
import { UserService } from '../user/user.service.ts';
import { AccessTokens } from './access-tokens.ts';
import { CLAIMS, claimsOf } from './scopes.ts';

/** OpenID Connect Core, section 5.3.2. */
const UserInfo = z
  .object({
    sub: z.uuid(),
    name: z.string().optional(),
    email: z.string().optional(),
    email_verified: z.boolean().optional(),
  })
  .meta({ id: 'UserInfo' });
type UserInfo = z.infer<typeof UserInfo>;

/**
 * Takes JWTs, which the library's own endpoint would not; also those without the scope `shop`, which are good for nothing
 * else and which the guard would refuse.
 */
@Public()
@Controller('oauth/userinfo')
export class UserInfoController {
  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(UserService) private readonly users: UserService,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Endpoint('Show what an access token tells of its user', UserInfo)
  get(@Headers('authorization') authorization?: string): Promise<UserInfo> {
    return this.#claims(authorization);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Endpoint('Show what an access token tells of its user, as GET does', UserInfo)
  post(@Headers('authorization') authorization?: string): Promise<UserInfo> {
    return this.#claims(authorization);
  }

  async #claims(authorization: string | undefined): Promise<UserInfo> {
    if (!authorization) throw new DomainError('unauthenticated', 'token.missing', 'an access token is needed');
    const claims = await this.tokens.claims(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '');
    if (!claims) throw new DomainError('unauthenticated', 'token.invalid', 'the access token is not valid');
    const scopes = String(claims['scope']).split(' ');
    if (!scopes.includes('openid')) throw new DomainError('forbidden', 'scope.missing', 'this needs the scope openid');
    const known = claimsOf(await this.users.find(claims.sub!));
    const told = Object.entries(CLAIMS).flatMap(([scope, names]) => (scopes.includes(scope) ? names : []));
    return Object.fromEntries(told.map((name) => [name, known[name]])) as UserInfo;
  }
}
