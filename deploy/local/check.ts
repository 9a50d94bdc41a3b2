// `npm run check`: whether everything that must be true of the shop's orders, stock and money is.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ELSEWHERE } from './check/elsewhere.ts';
import { evidenceOf } from './check/evidence.ts';
import { allHold, INVARIANTS, lookUntilAllHold } from './check/look.ts';
import { report } from './check/report.ts';
import { runningShop } from './processes.ts';

const USAGE = `npm run check [-- options]    looks at the databases, the logs and the provider's journal of a running shop

  --within SECONDS   look again until all invariants hold, for so long (10). A shop that is at work is between two
                     states somewhere at any moment: only what offends each time counts
  --watch            go on looking, until Ctrl-C
  --data DIR         the shop whose data is there (.shopmesh)
  --help             this text

It changes nothing. The exit code is 1 when an invariant does not hold. It looks at these:

${listed(INVARIANTS)}

The others are about what happens over time, which nothing that a shop leaves behind can show. Tests see to them:

${listed(ELSEWHERE.map(({ number, sentence, tests }) => ({ number, sentence: `${sentence}: ${tests.join(', ')}` })))}

docs/faults.md says what they leave open.`;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEFAULT_WITHIN_SECONDS = 10;
const WATCH_MS = 5000;

const options = readOptions();
if (options) process.exit(await check(options));
console.log(USAGE);

type Options = NonNullable<ReturnType<typeof readOptions>>;

/** @returns undefined when only help is asked for */
function readOptions() {
  const { values } = parsed();
  if (values.help) return undefined;
  const withinSeconds = Number(values.within ?? DEFAULT_WITHIN_SECONDS);
  if (!(withinSeconds >= 0)) refuse(`--within ${values.within} is not a number of seconds.\n\n${USAGE}`);
  return { withinSeconds, watch: values.watch, dataDir: resolve(values.data) };
}

function parsed() {
  try {
    return parseArgs({
      options: {
        within: { type: 'string' },
        watch: { type: 'boolean', default: false },
        data: { type: 'string', default: join(ROOT, '.shopmesh') },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return refuse(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** @returns the exit code */
async function check({ dataDir, withinSeconds, watch }: Options): Promise<number> {
  const shop = runningShop(dataDir);
  if (!shop) return refuse('There is no shop running here. Start it first: npm start');
  const evidence = evidenceOf(dataDir, (app) => shop.databaseUrl(app));
  try {
    for (;;) {
      console.log(`Looking at ${INVARIANTS.length} invariants of the shop at ${shop.baseUrl}`);
      const verdicts = await lookUntilAllHold(evidence, withinSeconds);
      console.log(`\n${report(verdicts)} ${seenElsewhere()}\n`);
      if (!watch) return allHold(verdicts) ? 0 : 1;
      await new Promise((again) => setTimeout(again, WATCH_MS));
    }
  } finally {
    await evidence.close();
  }
}

/** So that nobody takes the table for all there is. */
function seenElsewhere(): string {
  const numbers = ELSEWHERE.map(({ number }) => number).join(', ');
  return `(${numbers} are about what happens over time, and tested; see --help.)`;
}

function listed(invariants: readonly { number: number; sentence: string }[]): string {
  return invariants.map(({ number, sentence }) => `  ${String(number).padStart(2)} ${sentence}`).join('\n');
}

function refuse(why: string): never {
  console.error(why);
  process.exit(1);
}
