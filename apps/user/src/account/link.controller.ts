import { Body, Controller, Inject, Post } from '@nestjs/common';
import { Endpoint, Public } from '@shopmesh/runtime';
import { RequestOrigin, type Origin } from '../auth/origin.ts';
import { AccountMails } from '../mail/account-mails.ts';
import { EmailProof, ForgottenPassword, PasswordReset } from './account.schema.ts';
import { EmailService } from './email.service.ts';
import { PasswordService } from './password.service.ts';

/** For those who cannot sign in, or need not: what they bring is a token from a mail. */
@Public()
@Controller('v1/auth')
export class LinkController {
  constructor(
    @Inject(EmailService) private readonly emails: EmailService,
    @Inject(PasswordService) private readonly passwords: PasswordService,
    @Inject(AccountMails) private readonly mails: AccountMails,
  ) {}

  @Post('verify-email')
  @Endpoint('Confirm an e-mail address with the token that was mailed there')
  verifyEmail(@Body({ schema: EmailProof }) body: EmailProof): Promise<void> {
    return this.emails.verify(body.token);
  }

  @Post('forgot-password')
  @Endpoint('Have a link for a new password mailed, if there is such an account', undefined, 202)
  forgotPassword(@Body({ schema: ForgottenPassword }) body: ForgottenPassword): Promise<void> {
    return this.mails.ask('reset_password', body.email);
  }

  @Post('reset-password')
  @Endpoint('Choose a new password with the token that was mailed, and sign out everywhere')
  resetPassword(@Body({ schema: PasswordReset }) body: PasswordReset, @RequestOrigin() origin: Origin): Promise<void> {
    return this.passwords.reset(body, origin);
  }
}
