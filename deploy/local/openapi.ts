import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.ts';

const SERVICES = ['user', 'product', 'order', 'payment'] as const;
const USAGE = `Writes libs/contracts/openapi/<service>.json from the routes and schemas of each service.

  npm run openapi              write them
  npm run openapi -- --check   only compare, and exit with 1 when one differs`;

const { values } = parseArgs({ options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
await build(fileURLToPath(new URL('../../', import.meta.url)), new AbortController().signal);
let stale = 0;
for (const service of SERVICES) {
  const file = fileURLToPath(new URL(`../../libs/contracts/openapi/${service}.json`, import.meta.url));
  const current = `${JSON.stringify(await describe(service), null, 2)}\n`;
  if (current === read(file)) continue;
  stale++;
  if (values.check) console.error(`${service}.json is not what the code says; run: npm run openapi`);
  else writeFileSync(file, current);
}
if (!values.check) console.log(stale ? `${stale} documents written` : 'all documents are up to date');
process.exit(values.check && stale ? 1 : 0);

type Runtime = typeof import('../../libs/runtime/dist/index.js');
type AppModule = { appModule: (config: object) => Parameters<Runtime['openApiOf']>[0] };

/** Made without starting the service, so its configuration does not matter. */
async function describe(service: string): Promise<unknown> {
  // Decorators are not for Node to strip: both come from the build, as they are run.
  const { openApiOf } = await import('../../libs/runtime/dist/index.js');
  const { appModule } = (await import(`../../apps/${service}/dist/app.module.js`)) as AppModule;
  return openApiOf(appModule({}), service);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
