import { createHash } from 'node:crypto';
import { createLogger } from '@shopmesh/telemetry';
import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { Lanes } from './lanes.ts';

/** SQL text with the name under which each connection prepares it once. */
export type Statement = { readonly name: string; readonly text: string };

/** Declares a statement. Make it once, at the top of a file: its name is derived from its text. */
export function sql(text: string): Statement {
  return { name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text };
}

/** Named statements through the pool of a TypeORM data source: half the CPU of its query builder. */
export class Database {
  readonly #pool: Pool;
  readonly #lanes: Lanes;

  constructor(readonly dataSource: DataSource) {
    this.#pool = (dataSource.driver as unknown as { master: Pool }).master;
    this.#lanes = new Lanes(this.#pool);
    surviveLostConnections(this.#pool);
  }

  /** Runs a statement in a transaction of its own and returns its rows. */
  async many<R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.#lanes.send<R>(query(statement, values))).rows;
  }

  /** As {@link many}, for at most one row. */
  async one<R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<R | undefined> {
    return (await this.many<R>(statement, values))[0];
  }

  /** Runs `work` in one transaction; what it throws rolls back. No remote call belongs in it. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(transactionOn(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

export type Transaction = Pick<Database, 'many' | 'one'>;

/** A client that Postgres cuts off while it is checked out emits 'error'; unheard, that ends the process. */
function surviveLostConnections(pool: Pool): void {
  const log = createLogger('database', process.env['LOG_LEVEL'] ?? 'info');
  const heard = (error: Error) => log.warn({ err: error }, 'lost a connection to Postgres');
  const listening = new WeakSet<PoolClient>();
  pool.on('error', heard);
  // Not on 'connect': TypeORM has made a first connection before this.
  pool.on('acquire', (client: PoolClient) => {
    if (listening.has(client)) return;
    listening.add(client);
    client.on('error', heard);
  });
}

function transactionOn(client: PoolClient): Transaction {
  const many = async <R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) =>
    (await client.query<R>(query(statement, values))).rows;
  return {
    many,
    one: async <R extends QueryResultRow>(...args: Parameters<typeof many>) => (await many<R>(...args))[0],
  };
}

function query({ name, text }: Statement, values: readonly unknown[]): QueryConfig {
  return { name, text, values: values as unknown[] };
}
