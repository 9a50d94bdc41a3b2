import type { DataSource } from 'typeorm';

/** TypeORM's notes on generated columns name the database they were made in; a copy or a restored one has another name. */
const ADOPT_NOTES = `UPDATE typeorm_metadata SET database = current_database()`;
const HAS_NOTES = `SELECT to_regclass('typeorm_metadata') IS NOT NULL AS has`;

/** What TypeORM would still change to make a migrated database fit its entities; empty when they agree. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const [notes] = await dataSource.query<{ has: boolean }[]>(HAS_NOTES);
  if (notes?.has) await dataSource.query(ADOPT_NOTES);
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
