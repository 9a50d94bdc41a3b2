import { Body, Controller, Header, Inject, Post } from '@nestjs/common';
import { Endpoint, Public } from '@shopmesh/runtime';
import { NewUser, UserView } from '../user/user.schema.ts';
import { UserService } from '../user/user.service.ts';
import { Credentials, RefreshInput, TokenPair } from './auth.schema.ts';
import { RequestOrigin, type Origin } from './origin.ts';
import { SessionService } from './session.service.ts';

@Public()
@Controller('v1/auth')
export class AuthController {
  constructor(
    @Inject(UserService) private readonly users: UserService,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  @Post('register')
  @Endpoint('Open an account', UserView, 201)
  register(@Body({ schema: NewUser }) body: NewUser): Promise<UserView> {
    return this.users.register(body);
  }

  @Post('login')
  @Header('cache-control', 'no-store')
  @Endpoint('Sign in with a password', TokenPair)
  signIn(@Body({ schema: Credentials }) body: Credentials, @RequestOrigin() origin: Origin): Promise<TokenPair> {
    return this.sessions.signIn(body, origin);
  }

  @Post('refresh')
  @Header('cache-control', 'no-store')
  @Endpoint('Trade a refresh token for new tokens', TokenPair)
  refresh(@Body({ schema: RefreshInput }) body: RefreshInput): Promise<TokenPair> {
    return this.sessions.refresh(body.refreshToken);
  }

  @Post('logout')
  @Endpoint('Sign out')
  signOut(@Body({ schema: RefreshInput }) body: RefreshInput): Promise<void> {
    return this.sessions.signOut(body.refreshToken);
  }
}
