import { DataSource, type DataSourceOptions } from 'typeorm';

type Schema = {
  /** Shown by Postgres in pg_stat_activity. */
  name: string;
  entities: DataSourceOptions['entities'];
  migrations: DataSourceOptions['migrations'];
};

/** How long a statement may run, wait for a row, or leave a transaction idle. Deadlines of callers are 1-3 s. */
const SESSION =
  '-c statement_timeout=10000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000 -c random_page_cost=1.1';
/** A Postgres that has said nothing by then will not: its host is gone, or hangs. The connection is given up. */
const SILENCE_MS = 12_000;

/** An index on a large table takes its time; another migrator, too. */
const MIGRATING = '-c statement_timeout=0 -c lock_timeout=60000';

/** A TypeORM data source with bounded waits. @param pool connections at most */
export function dataSourceOf({ name, entities, migrations }: Schema, url: string, pool = 10): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: name,
    entities,
    migrations,
    poolSize: pool,
    // Migrations are run by their own command, before a release; never by a starting service.
    migrationsRun: false,
    synchronize: false,
    installExtensions: false,
    parseInt8: true,
    extra: {
      pipeline: true,
      options: SESSION,
      connectionTimeoutMillis: 3000,
      idleTimeoutMillis: 20_000,
      keepAlive: true,
      query_timeout: SILENCE_MS,
    },
  });
}

/** Makes a data source, not yet initialized, as patient as migrations need it. */
export function patiently(dataSource: DataSource): DataSource {
  const { extra } = dataSource.options as { extra: object };
  return dataSource.setOptions({ extra: { ...extra, options: MIGRATING, query_timeout: 0 } });
}
