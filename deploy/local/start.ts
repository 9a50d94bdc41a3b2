// `npm start`: the whole shop in the foreground, until Ctrl-C.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Shop } from './shop.ts';
import { StartFailure } from './start-failure.ts';
import { welcome, type DemoAccount } from './table.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Signals closer together are one Ctrl-C: the terminal sends it to every process, and npm passes its own on. */
const SAME_CTRL_C_MS = 1000;

const USAGE = `npm start [-- options]    starts the shop; Ctrl-C stops it

  --port N           port of the gateway, the only one clients need (8000)
  --data DIR         where the shop keeps its data (.shopmesh)
  --fresh            begin anew: remove the data of earlier runs
  --limit-factor N   multiply the gateway's rate limits, for load tests (1)
  --help             this text`;

const OPTIONS = {
  port: { type: 'string', default: '8000' },
  data: { type: 'string', default: join(ROOT, '.shopmesh') },
  fresh: { type: 'boolean', default: false },
  'limit-factor': { type: 'string', default: '1' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

// When the terminal is gone, writing to it fails; the shop must still be stopped in order.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

try {
  const options = readOptions();
  if (options) await open(options);
  else console.log(USAGE);
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartFailure ? error.message : error);
  process.exit(1);
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

/** @returns undefined when only help is asked for. @throws StartFailure */
function readOptions() {
  const { values } = parsed();
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw wrong('--port', values.port, 'a port, 1 to 65535');
  const limitFactor = Number(values['limit-factor']);
  if (!(limitFactor > 0)) throw wrong('--limit-factor', values['limit-factor'], 'a number above 0');
  return { gatewayPort: port, dataDir: resolve(values.data), fresh: values.fresh, limitFactor };
}

function parsed() {
  try {
    return parseArgs({ options: OPTIONS });
  } catch (error) {
    throw new StartFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function wrong(option: string, value: string, wanted: string): StartFailure {
  return new StartFailure(`${option} ${value} is not ${wanted}.\n\n${USAGE}`);
}

/** Runs the shop until a signal ends it. */
async function open(options: Options): Promise<void> {
  const began = performance.now() - process.uptime();
  const shop = new Shop({
    ...options,
    onProgress: (what, seconds) => console.log(`${seconds.toFixed(1).padStart(6)} s  ${what}`),
    report: (line) => console.log(line),
  });
  const told = untilTold(shop);
  const started = shop.start().then(async () => {
    const seconds = (performance.now() - began) / 1000;
    const { baseUrl, dataDir, processes } = shop;
    console.log(`\n${welcome({ baseUrl, dataDir, processes, accounts: await demoAccounts(), seconds })}\n`);
  });
  // A failure to start ends the wait; a signal ends it at any time.
  await Promise.race([told, started.then(() => told)]);
  await shop.stop();
  console.log('Stopped.');
}

/** Resolves at the first signal; a later one kills what is still there. */
function untilTold(shop: Shop): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = 0;
    const onSignal = () => {
      if (!firstAt) {
        firstAt = Date.now();
        console.log('\nStopping… (Ctrl-C again kills)');
        return resolve();
      }
      if (Date.now() - firstAt < SAME_CTRL_C_MS) return;
      shop.kill();
      process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}

async function demoAccounts(): Promise<readonly DemoAccount[]> {
  const file = join(ROOT, 'apps/user/dist/demo-accounts.js');
  if (!existsSync(file)) return [];
  const module = (await import(pathToFileURL(file).href)) as { DEMO_ACCOUNTS: readonly DemoAccount[] };
  return module.DEMO_ACCOUNTS;
}
