import { Body, Controller, Delete, Get, Header, Inject, Post, Put } from '@nestjs/common';
import { CurrentUser, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { CurrentSession } from '../auth/current-session.ts';
import { RequestOrigin, type Origin } from '../auth/origin.ts';
import { AccountExport, Erasure, PasswordChange } from './account.schema.ts';
import { AccountService } from './account.service.ts';
import { EmailService } from './email.service.ts';
import { PasswordService } from './password.service.ts';

@Controller('v1/users/me')
export class AccountController {
  constructor(
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(EmailService) private readonly emails: EmailService,
    @Inject(AccountService) private readonly account: AccountService,
  ) {}

  @Get('export')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="shopmesh-account.json"')
  @Endpoint('Have all that is kept of me, but for orders and payments, which have lists of their own', AccountExport)
  export(@CurrentUser() user: User, @CurrentSession() session: string | undefined): Promise<AccountExport> {
    return this.account.export(user.id, session);
  }

  @Delete()
  @Endpoint('Remove me; orders are kept without me')
  erase(
    @CurrentUser() user: User,
    @Body({ schema: Erasure }) body: Erasure,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    return this.account.erase(user.id, body.password, origin);
  }

  @Put('password')
  @Endpoint('Choose a new password, and sign out everywhere')
  changePassword(
    @CurrentUser() user: User,
    @Body({ schema: PasswordChange }) body: PasswordChange,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    return this.passwords.change(user.id, body, origin);
  }

  @Post('verification-mail')
  @Endpoint('Have the link that confirms my e-mail address mailed again', undefined, 202)
  remind(@CurrentUser() user: User): Promise<void> {
    return this.emails.remind(user.id);
  }
}
