import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentOf, faultsOf } from './document.ts';
import { RESULTS_VARIABLE, type Result } from './results.ts';

/** What Jest was asked to run; https://jestjs.io/docs/configuration#globalteardown-string */
type Asked = { testNamePattern?: string; testPathPatterns?: { patterns?: readonly string[] } };

const DOCUMENT = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));

/** Shows the table, and keeps it when all of it was run. */
export default function tearDown(asked: Asked): void {
  const file = process.env[RESULTS_VARIABLE] ?? '';
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  rmSync(dirname(file), { recursive: true });
  const results = lines.map((line) => JSON.parse(line) as Result);
  process.stderr.write(`\n${faultsOf(results)}\n`);
  const isAll = !asked.testNamePattern && !asked.testPathPatterns?.patterns?.length;
  if (isAll) writeFileSync(DOCUMENT, documentOf(results));
}
