import { randomBytes } from 'node:crypto';
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
};

/** @param env over what the service needs at least */
export async function startUser(env: Record<string, string> = {}): Promise<TestUser> {
  const database = await testDatabase(createDataSource);
  const needed = { DATABASE_URL: database.url, KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64') };
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
    joinAndSignIn: async (person) => {
      const user = await join(person);
      return { ...user, ...(await signIn(user.email)) };
    },
    close: async () => {
      await service.close();
      await database.drop();
    },
  };
}

export function newEmail(): string {
  return `${randomBytes(6).toString('hex')}@example.com`;
}
