/** Mails to customers: over SMTP where that is configured, else into files. */
export { createMailer, mailShape, type Letter, type Mail, type Mailer } from './mailer.ts';
