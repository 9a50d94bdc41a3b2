import { Database } from '@shopmesh/database';
import { loadConfig } from '@shopmesh/runtime';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import { providerOf } from './provider.factory.ts';
import { lastHours, Reconciliation } from './reconciliation.ts';

// Compares the books with the provider's now, says what differs, and exits with 1 when something does.
const config = loadConfig(shape);
const dataSource = await createDataSource(config.DATABASE_URL, 1).initialize();
const reconciliation = new Reconciliation(new Database(dataSource), providerOf(config));
const { compared, differences } = await reconciliation.run(lastHours(config.RECONCILE_HOURS));
console.log(`payment: compared ${compared} payments with the provider's books, found ${differences} differences`);
process.exit(differences ? 1 : 0);
