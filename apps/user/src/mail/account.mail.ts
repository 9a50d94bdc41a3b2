import type { Mail } from '@shopmesh/mail';

export type Purpose = 'verify_email' | 'reset_password';

const HOUR_SECONDS = 60 * 60;

/** What each purpose's link leads to, how long it is good, and what the mail says. */
const MAILS: Record<Purpose, { page: string; linkSeconds: number; subject: string; ask: string; notes: string }> = {
  verify_email: {
    page: 'account/verify-email',
    linkSeconds: 24 * HOUR_SECONDS,
    subject: 'Please confirm your e-mail address',
    ask: 'please confirm that this is your e-mail address:',
    notes: 'The link works once, within a day. If you did not open an account with us, you need not do anything.',
  },
  reset_password: {
    page: 'account/reset-password',
    linkSeconds: HOUR_SECONDS,
    subject: 'Choose a new password',
    ask: 'somebody, hopefully you, asked for a new password. You can choose one here:',
    notes: 'The link works once, within an hour. If it was not you, you need not do anything: your password stays.',
  },
};

/** How long a purpose's link is good. */
export function linkSeconds(purpose: Purpose): number {
  return MAILS[purpose].linkSeconds;
}

/** @param shopUrl what the links begin with */
export function composeMail(purpose: Purpose, name: string, token: string, shopUrl: string): Mail {
  const { page, subject, ask, notes } = MAILS[purpose];
  // After the #: browsers send that part to no server, so the token is in no log and no Referer.
  const link = `${shopUrl.replace(/\/$/, '')}/${page}#${token}`;
  return { subject, text: [`Dear ${name},`, ask, link, notes, 'Your Shopmesh'].join('\n\n') + '\n' };
}
