import type { DataSource } from 'typeorm';
import { patiently } from './data-source.ts';

/**
 * Brings a database to the newest migration, each in its own transaction. Safe to run from several places at once and again.
 * @returns names of the migrations that were run now
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  if (!dataSource.isInitialized) await patiently(dataSource).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    // One migrator at a time, whatever starts it; any fixed number serves as the key.
    await runner.query('SELECT pg_advisory_lock(7236001)');
    return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock(7236001)').catch(() => undefined);
    await runner.release();
    await dataSource.destroy();
  }
}
