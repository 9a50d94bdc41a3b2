import { parseArgs } from 'node:util';
import { createDataSource } from './data-source.ts';
import { Database } from '@shopmesh/database';
import { growTo, seedCatalogue } from './seed/grow.ts';

/** Fills the database at DATABASE_URL with the demo catalogue, and with `--products N` grows it to N. Safe to run again. */
const { values } = parseArgs({ options: { products: { type: 'string' } } });
const wanted = Number(values.products ?? 0);
if (!Number.isInteger(wanted) || wanted < 0 || wanted > 10_000_000) {
  console.error('--products must be a whole number up to 10000000');
  process.exit(2);
}
const dataSource = await createDataSource(process.env['DATABASE_URL'] ?? '', 2).initialize();
try {
  const database = new Database(dataSource);
  const made = await seedCatalogue(database);
  console.log(`product: ${made} products added from the demo catalogue`);
  if (wanted) await growTo(database, wanted, (line) => console.log(`product: ${line}`));
} finally {
  await dataSource.destroy();
}
