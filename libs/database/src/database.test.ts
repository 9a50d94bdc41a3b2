import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { dataSourceOf, patiently } from './data-source.ts';
import { Database, sql } from './database.ts';
import { migrate } from './migrate.ts';

class Notes1700000000001 implements MigrationInterface {
  name = 'Notes1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE notes (text text PRIMARY KEY)');
  }
  async down(): Promise<void> {}
}

const create = (url: string) => dataSourceOf({ name: 'notes', entities: [], migrations: [Notes1700000000001] }, url, 4);
const ADD = sql('INSERT INTO notes VALUES ($1) RETURNING text');
const ALL = sql('SELECT text FROM notes ORDER BY text');

const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`;

let testing: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  testing = await testDatabase(create);
  dataSource = await create(testing.url).initialize();
  database = new Database(dataSource);
});

afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

it('runs each migration once, however many migrate at the same time', async () => {
  await testing.query('DROP TABLE notes, migrations');
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(create(testing.url))));
  expect(runs.flat()).toEqual(['Notes1700000000001']);
});

it('commits what a transaction did, or nothing of it', async () => {
  await database.transaction((tx) => tx.one(ADD, ['kept']));
  const broken = database.transaction(async (tx) => {
    await tx.one(ADD, ['lost']);
    throw new Error('changed my mind');
  });
  await expect(broken).rejects.toThrow('changed my mind');
  expect(await database.many(ALL)).toEqual([{ text: 'kept' }]);
});

it('sends statements down few connections, each a transaction of its own', async () => {
  const WHO = sql('SELECT pg_backend_pid() AS pid, $1::int / $2::int AS ratio');
  const divisors = [1, 2, 0, 3, 0, 4, 5, 6];
  const outcomes = await Promise.allSettled(
    divisors.map((divisor) => database.one<{ pid: number }>(WHO, [60, divisor])),
  );
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(divisors.map((divisor) => divisor !== 0));
  const pids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value!.pid] : []));
  expect(new Set(pids).size).toBe(2);
});

it('tells every statement that was under way when a connection is lost, and goes on', async () => {
  const SLEEP = sql('SELECT pg_sleep(10)');
  const underWay = Array.from({ length: 4 }, () => database.one(SLEEP));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await testing.query(CUT);
  const outcomes = await Promise.allSettled(underWay);
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(await database.many(ALL)).toEqual([{ text: 'kept' }]);
});

it('leaves connections for transactions, however many statements there are', async () => {
  const NAP = sql('SELECT pg_sleep(0.05)');
  let isOver = false;
  const keepAsking = async () => {
    while (!isOver) await database.one(NAP);
  };
  const asking = Promise.all(Array.from({ length: 30 }, keepAsking));
  try {
    expect(await database.transaction((tx) => tx.many(ALL))).toEqual([{ text: 'kept' }]);
  } finally {
    isOver = true;
    await asking;
  }
});

it('goes on after Postgres has cut every connection', async () => {
  await Promise.all([1, 2, 3].map(() => database.many(ALL)));
  await testing.query(CUT);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await database.many(ALL)).toEqual([{ text: 'kept' }]);
});

it('does not wait for a row for ever', async () => {
  const holding = database.transaction(async (tx) => {
    await tx.one(sql(`UPDATE notes SET text = 'kept' WHERE text = 'kept'`));
    await expect(database.one(sql(`UPDATE notes SET text = 'mine' WHERE text = 'kept'`))).rejects.toMatchObject({
      code: '55P03',
    });
  });
  await holding;
});

it('gives up a connection on which Postgres has fallen silent', async () => {
  const hasty = create(testing.url);
  hasty.setOptions({ extra: { ...(hasty.options as { extra: object }).extra, query_timeout: 300 } });
  await hasty.initialize();
  try {
    const impatient = new Database(hasty);
    const slow = [1, 2, 3].map(() => impatient.one(sql('SELECT pg_sleep(5)')));
    const outcomes = await Promise.allSettled(slow);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await impatient.many(ALL)).toEqual([{ text: 'kept' }]);
  } finally {
    await hasty.destroy();
  }
});

it('lets a migration take longer than any statement of a service', async () => {
  const migrator = await patiently(create(testing.url)).initialize();
  try {
    expect(await migrator.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  } finally {
    await migrator.destroy();
  }
});
