import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMailer, type Mailer } from './mailer.ts';

let folder: string, mailer: Mailer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopmesh-mail-'));
  mailer = createMailer({ MAIL_DIR: join(folder, 'mails'), MAIL_FROM: 'Shopmesh <shop@example.com>' });
});
afterAll(() => rm(folder, { recursive: true }));

const read = (id: string) => readFile(join(folder, 'mails', `${id}.eml`), 'utf8');
const letter = (id: string, text: string) => ({ id, to: 'ada@example.com', subject: 'Grüße', text });

it('writes a mail that any mail program opens, for its owner only', async () => {
  await mailer(letter('first', 'Dear Ada,\n'));
  const mail = await read('first');
  expect(mail).toContain('From: Shopmesh <shop@example.com>\r\n');
  expect(mail).toContain('To: ada@example.com\r\n');
  expect(mail).toContain('Message-ID: <first@shopmesh>\r\n');
  expect(mail).toContain('Auto-Submitted: auto-generated\r\n');
  expect(mail).toContain('\r\n\r\nDear Ada,\r\n');
  expect((await stat(join(folder, 'mails', 'first.eml'))).mode & 0o777).toBe(0o600);
});

it('replaces a mail that is sent again', async () => {
  await mailer(letter('again', 'one\n'));
  await mailer(letter('again', 'two\n'));
  expect(await read('again')).toContain('two');
  expect((await readdir(join(folder, 'mails'))).filter((file) => file.startsWith('again'))).toEqual(['again.eml']);
});

it('refuses to add a line to the head', async () => {
  await mailer({ ...letter('head', 'text'), subject: 'Hello\r\nBcc: all@example.com' });
  expect(await read('head')).not.toMatch(/^Bcc:/m);
});
