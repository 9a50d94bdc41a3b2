import { basename } from 'node:path';
import { ELSEWHERE, type Elsewhere } from '../../deploy/local/check/elsewhere.ts';
import type { Result } from './results.ts';

const INTRODUCTION = `# What the shop survives

Written by \`npm run test:faults\`. Each row is a load with one fault in the middle of it, on the real processes. The load is
a mix of orders: cards that pay, are declined, are slow, fail twice, or are charged without an answer; too little stock;
cancels at random moments; and staff that gives back a part of some. Survived means: within 60 s every order has its
outcome and \`npm run check\` finds every invariant true; everything that a customer was told is still so; and asking again
with the same Idempotency-Key gives the first answer, byte for byte. Recovery is counted from the end of the fault, and
includes the slow cards; the orders of a process that was killed wait for its lease to end, which takes 15 s.

Where there are two replicas of order, customers come to either. The one that is stopped has answers of its neighbours in
its hands, and wakes when its leases are over: the other has finished these orders by then, and the answers are old.

The names in the table are failpoints (\`libs/runtime/src/failpoint.ts\`): places where a service kills itself when its
environment says so as it starts, as in \`FAILPOINTS=order.pay.after_call=kill\`. Nothing else can arm them, and a service
that finds the variable set warns of it in its log. It belongs into no environment where there are customers.`;

/** The whole of docs/faults.md. */
export function documentOf(results: readonly Result[]): string {
  return [INTRODUCTION, faultsOf(results), '## What `npm run check` cannot see', elsewhere()].join('\n\n') + '\n';
}

/** The table of faults. */
export function faultsOf(results: readonly Result[]): string {
  const rows = results.map(({ fault, placed, confirmed, cancelled, recoverySeconds, complaints }) => {
    const survived = complaints.length ? `**no**: ${complaints.join('; ')}` : 'yes';
    return [fault, survived, recoverySeconds.toFixed(1), `${placed}`, `${confirmed}`, `${cancelled}`];
  });
  return tableOf([['fault', 'survived', 'recovery (s)', 'orders placed', 'confirmed', 'cancelled'], ...rows]);
}

function elsewhere(): string {
  const text = `\`npm run check -- --help\` lists the invariants that it looks at. The others are about what happens over time, which nothing
that a shop leaves behind can show:`;
  const rows = ELSEWHERE.map(({ number, sentence, tests, open }) => [`${number}`, sentence, links(tests), open ?? '']);
  return `${text}\n\n${tableOf([['', 'invariant', 'tested by', 'not tested'], ...rows])}`;
}

function links(files: Elsewhere['tests']): string {
  return files.map((file) => `[${basename(file)}](../${file})`).join(', ');
}

/** @param rows the head first */
function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length), 3));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
