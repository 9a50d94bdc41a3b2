import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runningShop } from './processes.ts';

const USAGE = `Fills the catalogue of the shop that runs here.

  npm run seed                          add what is missing of the demo catalogue
  npm run seed -- --products 100000     grow it to that many products
  npm run seed -- --data DIR            of the shop whose data is there (default .shopmesh)`;

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: { products: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const dataDir = resolve(values.data ?? join(root, '.shopmesh'));
const shop = runningShop(dataDir);
if (!shop) {
  console.error('There is no shop running here. Start it first: npm start');
  process.exit(1);
}
const wanted = values.products === undefined ? [] : ['--products', values.products];
const child = spawn(process.execPath, [join(root, 'apps/product/dist/seed.js'), ...wanted], {
  stdio: 'inherit',
  env: { PATH: process.env['PATH'], DATABASE_URL: shop.databaseUrl('product') },
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exit(code ?? 1);
