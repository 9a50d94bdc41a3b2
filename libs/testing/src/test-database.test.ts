import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataSourceOf } from '@shopmesh/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from './test-database.ts';

let migrations = 0;

class Notes1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    migrations++;
    await runner.query('CREATE TABLE notes (body text)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notes');
  }
}

const createDataSource = (url: string) =>
  dataSourceOf({ name: 'notebook', entities: [], migrations: [Notes1700000000001] }, url);

describe('testDatabase', () => {
  let one: TestDatabase, other: TestDatabase;
  beforeAll(async () => {
    [one, other] = await Promise.all([testDatabase(createDataSource), testDatabase(createDataSource)]);
  });
  afterAll(() => Promise.all([one.drop(), other.drop()]));

  it('migrates once, for whoever asks first', () => {
    expect(migrations).toBe(1);
  });

  it('gives each caller a database that no other sees', async () => {
    await one.query('INSERT INTO notes VALUES ($1)', ['mine']);
    expect(await other.query('SELECT * FROM notes')).toEqual([]);
    expect(await one.query('SELECT * FROM notes')).toEqual([{ body: 'mine' }]);
  });

  it('is owned by a role without rights elsewhere', async () => {
    await expect(one.query('CREATE DATABASE more')).rejects.toMatchObject({ code: '42501' });
    await expect(one.query('CREATE EXTENSION pg_trgm')).resolves.toEqual([]);
  });
});
