import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTransport } from 'nodemailer';
import { z } from 'zod';

/** What a service that writes mails reads from its environment. Spread it into the service's own shape. */
export const mailShape = {
  /** `smtp://user:password@host:port`; without it mails are files in MAIL_DIR. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_DIR: z.string().default('mails'),
} as const;

/** A mail without its envelope. */
export type Mail = { subject: string; text: string };

/** `id` makes a mail recognisable when it is sent again: it is its Message-ID. */
export type Letter = Mail & { id: string; to: string };

/** Sends one mail. Repeating it with the same id must be harmless. */
export type Mailer = (letter: Letter) => Promise<void>;

type Settings = z.infer<z.ZodObject<typeof mailShape>> & { MAIL_FROM: string };

/** Over SMTP where that is configured, else into files that any mail program opens. */
export function createMailer({ SMTP_URL, MAIL_FROM, MAIL_DIR }: Settings): Mailer {
  return SMTP_URL ? smtpMailer(SMTP_URL, MAIL_FROM) : fileMailer(MAIL_DIR, MAIL_FROM);
}

const SMTP_MS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...SMTP_MS });
  return async (letter) => {
    await transport.sendMail(message(letter, from));
  };
}

/** One .eml (RFC 5322) per mail, named by its id: a repeat replaces it. */
function fileMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (letter) => {
    const { message: bytes } = await transport.sendMail(message(letter, from));
    const file = join(folder, `${letter.id}.eml`);
    await write(`${file}.new`, bytes as Buffer);
    await rename(`${file}.new`, file);
  };
}

async function write(file: string, bytes: Buffer): Promise<void> {
  const options = { mode: 0o600 };
  try {
    await writeFile(file, bytes, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, bytes, options);
  }
}

function message({ id, to, subject, text }: Letter, from: string) {
  return { from, to, subject, text, messageId: `<${id}@shopmesh>`, headers: { 'Auto-Submitted': 'auto-generated' } };
}
