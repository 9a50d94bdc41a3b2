import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESULTS_VARIABLE } from './results.ts';

/** Makes the file that the cells write their results to. */
export default function setUp(): void {
  const file = join(mkdtempSync(join(tmpdir(), 'shopmesh-faults-')), 'results.jsonl');
  writeFileSync(file, '');
  process.env[RESULTS_VARIABLE] = file;
}
