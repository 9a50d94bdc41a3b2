import type { DataSource } from 'typeorm';

/** What TypeORM would still change to make a migrated database fit its entities; empty when they agree. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
