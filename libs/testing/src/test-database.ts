import { randomBytes } from 'node:crypto';
import { migrate } from '@shopmesh/database';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { POSTGRES_ON_REQUEST } from './global-setup.ts';

/** A database of a test file's own. */
export type TestDatabase = {
  url: string;
  /** Looks or writes behind the back of the service, as the role that owns the database. */
  query<R extends object>(text: string, values?: unknown[]): Promise<R[]>;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
};

/**
 * Makes an empty database with all migrations, owned by a role that can do nothing else, as in production. A service's
 * migrations are run once in a test run; each further database is a copy, which takes 30 ms.
 */
export async function testDatabase(createDataSource: (url: string) => DataSource): Promise<TestDatabase> {
  const superuserUrl = await postgres();
  const { applicationName: service } = createDataSource(superuserUrl).options as { applicationName: string };
  const [role, template, name] = [
    `test_${service}`,
    `template_${service}`,
    `${service}_${randomBytes(6).toString('hex')}`,
  ];
  const url = addressOf(name, role, superuserUrl);
  await connected(superuserUrl, async (client) => {
    // Test files run in several processes: the first makes the template, the others wait for it.
    await client.query('SELECT pg_advisory_lock(1)');
    await ensureTemplate(client, { role, template, password: new URL(superuserUrl).password }, () =>
      migrate(createDataSource(addressOf(template, role, superuserUrl))),
    );
    await client.query('SELECT pg_advisory_unlock(1)');
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${role}`);
  });
  return {
    url,
    query: (text, values) => connected(url, async (client) => (await client.query(text, values)).rows),
    drop: () =>
      connected(superuserUrl, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

async function ensureTemplate(
  client: Client,
  { role, template, password }: { role: string; template: string; password: string },
  migrateTemplate: () => Promise<unknown>,
): Promise<void> {
  const state = await client.query<{ done: boolean }>(
    'SELECT datistemplate AS done FROM pg_database WHERE datname = $1',
    [template],
  );
  if (state.rows[0]?.done) return;
  if (state.rows.length === 0) {
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await client.query(`CREATE DATABASE ${template} OWNER ${role}`);
  }
  await migrateTemplate();
  await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
}

/** Asks the run's global set-up, which starts Postgres for the first who asks. */
async function postgres(): Promise<string> {
  const at = process.env[POSTGRES_ON_REQUEST];
  if (!at) throw new Error('there is no Postgres: these tests need the globalSetup of jest.config.mjs');
  const response = await fetch(at);
  const answer = await response.text();
  if (!response.ok) throw new Error(`Postgres did not start: ${answer}`);
  return answer;
}

/** All roles share the superuser's password, which was made for this run. */
function addressOf(database: string, role: string, superuserUrl: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.pathname = database;
  return url.href;
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
