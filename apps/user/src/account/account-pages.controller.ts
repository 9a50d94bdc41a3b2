import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@shopmesh/runtime';
import { POLICY, resetPasswordPage, verifyEmailPage } from './account-pages.ts';

/** Where mailed links lead, unless SHOP_URL has them lead to a shop window that has such pages. */
@ApiExcludeController()
@Public()
@Controller('account')
export class AccountPagesController {
  @Get('verify-email')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('referrer-policy', 'no-referrer')
  verifyEmail(): string {
    return verifyEmailPage();
  }

  @Get('reset-password')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('referrer-policy', 'no-referrer')
  resetPassword(): string {
    return resetPasswordPage();
  }
}
