import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export const DATABASES = ['user', 'product', 'order', 'payment'] as const;
export type DatabaseOf = (typeof DATABASES)[number];

/** What the provider did, a line of its journal each. `amount` is in minor units; a `cancel` has none. */
export interface ProviderEffect {
  type: string;
  reference: string;
  key?: string;
  amount?: number;
  currency?: string;
  status?: string;
}

/** All that a shop leaves behind, to be looked at and never changed. */
export interface Evidence {
  query<R extends object>(app: DatabaseOf, text: string, values?: readonly unknown[]): Promise<R[]>;
  providerLog(): ProviderEffect[];
  /** Files that anybody who runs the shop may read. */
  readonly logs: readonly string[];
  /** Texts that were given to the shop in confidence, such as passwords. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** @param databaseUrl by app. @param secrets to be looked for in logs and tables */
export function evidenceOf(
  dataDir: string,
  databaseUrl: (app: DatabaseOf) => string,
  secrets: readonly string[] = [],
): Evidence {
  const clients = new Map<DatabaseOf, Promise<pg.Client>>();
  const clientOf = (app: DatabaseOf) => {
    const client = clients.get(app) ?? connect(databaseUrl(app));
    clients.set(app, client);
    return client;
  };
  return {
    secrets,
    logs: globSync('{logs,postgres}/*.log{,.1}', { cwd: dataDir }).map((name) => join(dataDir, name)),
    async query<R extends object>(app: DatabaseOf, text: string, values: readonly unknown[] = []) {
      const client = await clientOf(app);
      return (await client.query<R & pg.QueryResultRow>(text, [...values])).rows;
    },
    providerLog: () => effectsIn(join(dataDir, 'provider.log')),
    async close() {
      // One that could not connect has nothing to end.
      await Promise.all(
        [...clients.values()].map((client) => client.then((open) => open.end()).catch(() => undefined)),
      );
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'check' });
  // A connection that breaks fails its query, too; the event alone would end the process.
  client.on('error', () => {});
  await client.connect();
  await client.query('SET default_transaction_read_only = on');
  return client;
}

/** Whole lines only: the provider may be writing the last one. */
function effectsIn(file: string): ProviderEffect[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as ProviderEffect);
}
