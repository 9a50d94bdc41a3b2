// `npm run bench`: what the operations of the shop cost, in time and in CPU.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { readOptions, USAGE, type Options } from './bench/options.ts';
import { HAS_PROC } from './bench/proc.ts';
import { emptyResult, errorsOf, report, type Result } from './bench/report.ts';
import { runBench } from './bench/run.ts';
import { targetOf, type Target } from './bench/target.ts';
import { StartFailure } from './start-failure.ts';

/** Signals closer together are one Ctrl-C: the terminal sends it to every process, and npm passes its own on. */
const SAME_CTRL_C_MS = 1000;

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) console.log(USAGE);
  process.exit(options ? await bench(options) : 0);
} catch (error) {
  console.error(error instanceof StartFailure ? error.message : error);
  process.exit(1);
}

/** @returns the exit code */
async function bench(options: Options): Promise<number> {
  const stopping = new AbortController();
  const result = emptyResult(options);
  const target = targetOf(options, say, stopping.signal);
  onSignal(stopping, target);
  try {
    await target.open();
    await runBench(target, options, result, say, stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    await target.close();
    tell(result);
  }
  return stopping.signal.aborted ? 130 : Math.min(errorsOf(result), 1);
}

/** The first signal ends the measurement and stops the shop; a later one kills what is still there. */
function onSignal(stopping: AbortController, target: Target): void {
  let firstAt = 0;
  const onEach = () => {
    if (!firstAt) {
      firstAt = Date.now();
      say('Stopping… (Ctrl-C again kills)');
      stopping.abort();
      return void target.close();
    }
    if (Date.now() - firstAt < SAME_CTRL_C_MS) return;
    target.kill();
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onEach);
}

function tell(result: Result): void {
  if (result.measurements.length === 0) return;
  console.log(`\n${report(result)}\n`);
  if (!HAS_PROC) console.log('CPU and memory of the processes are known on Linux only.');
  const file = resolve(result.options.json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`Written to ${relative(process.cwd(), file)}`);
}

function say(line: string): void {
  console.log(`${process.uptime().toFixed(1).padStart(6)} s  ${line}`);
}
