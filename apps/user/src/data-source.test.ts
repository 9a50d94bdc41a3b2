import { expect, it } from '@jest/globals';
import { schemaDrift } from '@shopmesh/database';
import { testDatabase } from '@shopmesh/testing';
import { createDataSource } from './data-source.ts';

it('declares in its entities what the migrations make', async () => {
  const database = await testDatabase(createDataSource);
  const dataSource = await createDataSource(database.url).initialize();
  try {
    expect(await schemaDrift(dataSource)).toEqual([]);
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
});
