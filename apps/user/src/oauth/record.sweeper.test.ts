import { expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase } from '@shopmesh/testing';
import type { Config } from '../config.ts';
import { createDataSource } from '../data-source.ts';
import { RecordSweeper } from './record.sweeper.ts';

it('removes what has expired, and nothing else', async () => {
  const database = await testDatabase(createDataSource);
  const dataSource = await createDataSource(database.url, 1).initialize();
  for (const [id, life] of [
    ['gone', '-1 second'],
    ['long gone', '-1 year'],
    ['alive', '1 minute'],
  ]) {
    const values = [id, life];
    await database.query(
      `INSERT INTO oauth_records (model, id, payload, expires_at) VALUES ('Session', $1::text::bytea, '{}', now() + $2::interval)`,
      values,
    );
  }
  const isMore = await new RecordSweeper({ LOG_LEVEL: 'silent' } as Config, new Database(dataSource)).sweep();
  const left = await database.query<{ id: Buffer }>('SELECT id FROM oauth_records');
  await dataSource.destroy();
  await database.drop();
  expect([isMore, left.map(({ id }) => id.toString())]).toEqual([false, ['alive']]);
});
