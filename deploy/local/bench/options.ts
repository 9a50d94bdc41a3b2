import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { StartFailure } from '../start-failure.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Of the shop that is started for a measurement, and of its result. */
export const DATA_FOLDER = join(ROOT, '.shopmesh/bench');

const NAMES = Object.keys(SCENARIOS) as ScenarioName[];
const DEFAULT_PRODUCTS = 1000;

export const USAGE = `npm run bench [-- options]    loads a shop and prints what an operation costs

  --clients 1,8,32   how many clients at a time, each sending its next request when the last is answered
  --seconds 5        how long each combination is measured, after a warm-up
  --only a,b         some of: ${NAMES.join(', ')}
  --products 1000    size of the catalogue
  --large N          afterwards grow the catalogue to N (1000000, say) and compare lists and search with before
  --base-url URL     load a shop that runs already. Its CPU is known only if it is the one that \`npm start\` runs here.
                     It is left with more users, orders and stock; start it with --limit-factor 100000, or the gateway
                     refuses most requests
  --json FILE        where the result is written as JSON (.shopmesh/bench/result.json)
  --no-build         run what is compiled already
  --help             this text

Without --base-url the shop is a new one with a folder of its own, and stops when the measurement ends.
CPU is that of each process with all its threads, user and system, in ms per operation; it is known on Linux only.`;

const OPTIONS = {
  clients: { type: 'string', default: '1,8,32' },
  seconds: { type: 'string', default: '5' },
  only: { type: 'string', default: NAMES.join(',') },
  products: { type: 'string' },
  large: { type: 'string' },
  'base-url': { type: 'string' },
  json: { type: 'string', default: join(DATA_FOLDER, 'result.json') },
  'no-build': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Options = NonNullable<ReturnType<typeof readOptions>>;

/** @returns undefined when only help is asked for. @throws StartFailure */
export function readOptions(args: readonly string[]) {
  const values = parsed(args);
  if (values.help) return undefined;
  const baseUrl = values['base-url'];
  if (baseUrl !== undefined && (values.products ?? values.large) !== undefined) {
    throw wrong('--products and --large need a shop of their own: they do not go with --base-url');
  }
  return {
    clients: values.clients.split(',').map((text) => whole('--clients', text, 1, 256)),
    // Access tokens live for ten minutes.
    seconds: whole('--seconds', values.seconds, 1, 240),
    only: values.only.split(',').map(scenarioName),
    products: whole('--products', values.products ?? String(DEFAULT_PRODUCTS), 200, 10_000_000),
    large: values.large === undefined ? undefined : whole('--large', values.large, 200, 10_000_000),
    baseUrl: baseUrl === undefined ? undefined : originOf(baseUrl),
    json: values.json,
    compile: !values['no-build'],
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

function whole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw wrong(`${option} ${text} is not a whole number, ${least} to ${most}.`);
}

function scenarioName(text: string): ScenarioName {
  const name = NAMES.find((one) => one === text);
  if (name) return name;
  throw wrong(`--only ${text} is none of ${NAMES.join(', ')}.`);
}

function originOf(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw wrong(`--base-url ${text} is not an http URL.`);
}

function wrong(message: string): StartFailure {
  return new StartFailure(`${message}\n\n${USAGE}`);
}
