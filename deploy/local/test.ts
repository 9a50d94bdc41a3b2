import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

const USAGE = `Runs the tests: the code's own first, then the whole shop through its gateway.

  npm test                          everything
  npm test -- apps/order            the tests of one folder
  npm test -- e2e                   the end-to-end specs
  npm run test:faults               every fault on the real processes, half an hour; writes docs/faults.md
  E2E_BASE_URL=http://… npm test -- e2e    the same specs against a shop that runs already

What follows the folder goes to Jest: npm test -- apps/order -t cancel`;

/** What Jest counts; https://jestjs.io/docs/configuration#testresultsprocessor-string */
type Counts = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numFailedTestSuites: number };

const root = fileURLToPath(new URL('../../', import.meta.url));
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  console.log(USAGE);
  process.exit(0);
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
try {
  await build(root, interrupted.signal);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
const [where, ...rest] = args;
const suites = {
  code: ['jest.config.mjs', ...(where ? args : [])],
  e2e: ['e2e/jest.config.mjs', ...(where === 'e2e' ? rest : [])],
  faults: ['e2e/faults/jest.config.mjs', ...rest],
};
const named: Record<string, string[]> = { e2e: suites.e2e, 'e2e/faults': suites.faults };
const wanted = where === undefined ? [suites.code, suites.e2e] : [named[where.replace(/\/$/, '')] ?? suites.code];
const counts: Counts[] = [];
for (const suite of wanted) counts.push(await jest(suite));
const total = (key: keyof Counts) => counts.reduce((sum, one) => sum + one[key], 0);
// A file that does not even load counts no test: it must not pass for none failed.
const broken = counts.filter((one) => one.numFailedTestSuites > 0 && one.numFailedTests === 0).length;
const failed = total('numFailedTests') + broken;
console.log(`\n${total('numPassedTests')} passed, ${failed} failed, ${total('numPendingTests')} skipped`);
process.exit(failed > 0 || total('numPassedTests') === 0 ? 1 : 0);

/** Runs Jest with a configuration and hands its output through. */
async function jest([config = '', ...filters]: string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'shopmesh-jest-'));
  const outputFile = join(folder, 'result.json');
  const flags = ['--conditions=@shopmesh/source', '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const command = ['node_modules/jest/bin/jest.js', '-c', config, '--json', `--outputFile=${outputFile}`, ...filters];
  try {
    const child = spawn(process.execPath, [...flags, ...command], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    interrupted.signal.addEventListener('abort', () => child.kill('SIGINT'));
    await new Promise((done) => child.on('close', done));
    return JSON.parse(readFileSync(outputFile, 'utf8')) as Counts;
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numFailedTestSuites: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
