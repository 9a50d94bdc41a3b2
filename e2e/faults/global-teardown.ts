import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RESULTS_VARIABLE, toMarkdown, type Result } from './results.ts';

/** What Jest was asked to run; https://jestjs.io/docs/configuration#globalteardown-string */
type Asked = { testNamePattern?: string; testPathPatterns?: { patterns?: readonly string[] } };

const DOCUMENT = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
const INTRODUCTION = `# What the shop survives

Written by \`npm run test:faults\`. Each row is a load with one fault in the middle of it, on the real processes. The load is
a mix of orders: cards that pay, are declined, are slow, fail twice, or are charged without an answer; too little stock;
cancels at random moments. Survived means: within 60 s every order has its outcome and \`npm run check\` finds every
invariant true; everything that a customer was told is still so; and asking again with the same Idempotency-Key gives the
first answer, byte for byte. Recovery is counted from the end of the fault, and includes the slow cards; the orders of a
process that was killed wait for its lease to end, which takes 15 s.

The names in the table are failpoints (\`libs/runtime/src/failpoint.ts\`): places where a service kills itself when its
environment says so as it starts, as in \`FAILPOINTS=order.pay.after_call=kill\`. Nothing else can arm them, and a service
that finds the variable set warns of it in its log. It belongs into no environment where there are customers.

`;

/** Shows the table, and keeps it when all of it was run. */
export default function tearDown(asked: Asked): void {
  const file = process.env[RESULTS_VARIABLE] ?? '';
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  rmSync(dirname(file), { recursive: true });
  const table = toMarkdown(lines.map((line) => JSON.parse(line) as Result));
  process.stderr.write(`\n${table}\n`);
  const isAll = !asked.testNamePattern && !asked.testPathPatterns?.patterns?.length;
  if (!isAll) return;
  mkdirSync(dirname(DOCUMENT), { recursive: true });
  writeFileSync(DOCUMENT, `${INTRODUCTION}${table}\n`);
}
