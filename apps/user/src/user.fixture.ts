import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { startService, testDatabase, type RunningService, type TestDatabase } from '@shopmesh/testing';
import { appModule } from './app.module.ts';
import type { TokenPair } from './auth/auth.schema.ts';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import type { UserView } from './user/user.schema.ts';

export const PASSWORD = 'correct horse battery';

/** The service under test, and people to try it with. */
export type TestUser = RunningService & {
  database: TestDatabase;
  /** Opens an account. */
  join(person?: { email?: string; name?: string; roles?: string[] }): Promise<UserView>;
  /** Opens an account and signs in. */
  joinAndSignIn(person?: { roles?: string[] }): Promise<UserView & TokenPair>;
  signIn(email: string): Promise<TokenPair>;
  /** Texts of the mails to an address with this subject, in the order in which they were asked for. */
  mailsTo(email: string, subject: string): Promise<string[]>;
};

/** @param env over what the service needs at least */
export async function startUser(env: Record<string, string> = {}): Promise<TestUser> {
  const database = await testDatabase(createDataSource);
  const mailDir = await mkdtemp(pathOf(tmpdir(), 'shopmesh-user-mails-'));
  const needed = {
    DATABASE_URL: database.url,
    KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    MAIL_DIR: mailDir,
    MAIL_MS: '20',
    ORDER_GRPC: '127.0.0.1:1',
    SWEEP_MS: '600000',
  };
  const service = await startService({ name: 'user', shape, appModule, env: { ...needed, ...env } });

  const join: TestUser['join'] = async ({ email = newEmail(), name = 'Ada', roles } = {}) => {
    const { body } = await service.call('POST', '/v1/auth/register', { body: { email, password: PASSWORD, name } });
    if (roles) await database.query('UPDATE users SET roles = $2 WHERE id = $1', [body.id, roles]);
    return body;
  };
  const signIn = async (email: string): Promise<TokenPair> =>
    (await service.call('POST', '/v1/auth/login', { body: { email, password: PASSWORD } })).body;
  return {
    ...service,
    database,
    join,
    signIn,
    mailsTo: async (email, subject) => {
      const files = (await readdir(mailDir)).filter((file) => file.endsWith('.eml')).sort();
      const read = async (file: string) => unfolded(await readFile(pathOf(mailDir, file), 'utf8'));
      const mails = await Promise.all(files.map(read));
      return mails.filter((mail) => mail.includes(`To: ${email}\r\n`) && mail.includes(`Subject: ${subject}\r\n`));
    },
    joinAndSignIn: async (person) => {
      const user = await join(person);
      return { ...user, ...(await signIn(user.email)) };
    },
    close: async () => {
      await service.close();
      await database.drop();
      await rm(mailDir, { recursive: true });
    },
  };
}

export function newEmail(): string {
  return `${randomBytes(6).toString('hex')}@example.com`;
}

/** Joins the lines that quoted-printable broke (RFC 2045, section 6.7). */
function unfolded(mail: string): string {
  return mail.replaceAll('=\r\n', '');
}
