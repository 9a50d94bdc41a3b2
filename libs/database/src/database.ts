import { createHash } from 'node:crypto';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

/** SQL text with the name under which each connection prepares it once. */
export type Statement = { readonly name: string; readonly text: string };

/** Declares a statement. Make it once, at the top of a file: its name is derived from its text. */
export function sql(text: string): Statement {
  return { name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text };
}

/** Named statements through the pool of a TypeORM data source: half the CPU of its query builder. */
export class Database {
  readonly #pool: Pool;

  constructor(readonly dataSource: DataSource) {
    this.#pool = (dataSource.driver as unknown as { master: Pool }).master;
  }

  /** Runs a statement in a transaction of its own and returns its rows. */
  async many<R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<R[]> {
    return run<R>(this.#pool, statement, values);
  }

  /** As {@link many}, for at most one row. */
  async one<R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<R | undefined> {
    return (await run<R>(this.#pool, statement, values))[0];
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

function transactionOn(client: PoolClient): Transaction {
  return {
    many: <R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) =>
      run<R>(client, statement, values),
    one: async <R extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) =>
      (await run<R>(client, statement, values))[0],
  };
}

async function run<R extends QueryResultRow>(
  on: Pool | PoolClient,
  { name, text }: Statement,
  values: readonly unknown[],
) {
  return (await on.query<R>({ name, text, values: values as unknown[] })).rows;
}
