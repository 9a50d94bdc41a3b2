/** Names the file to which each cell appends its result, as a JSON line. */
export const RESULTS_VARIABLE = 'FAULTS_RESULTS';

/** A cell of the table. */
export type Result = {
  fault: string;
  placed: number;
  confirmed: number;
  cancelled: number;
  /** From the end of the fault until every order had its outcome and every invariant held. */
  recoverySeconds: number;
  /** What did not survive. */
  complaints: string[];
};

/** The table for docs/faults.md. */
export function toMarkdown(results: readonly Result[]): string {
  const rows = results.map(({ fault, placed, confirmed, cancelled, recoverySeconds, complaints }) => {
    const survived = complaints.length ? `**no**: ${complaints.join('; ')}` : 'yes';
    return [fault, survived, recoverySeconds.toFixed(1), placed, confirmed, cancelled];
  });
  const head = ['fault', 'survived', 'recovery (s)', 'orders placed', 'confirmed', 'cancelled'];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => String(row[column]).length)));
  const line = (cells: readonly unknown[]) =>
    `| ${cells.map((cell, at) => String(cell).padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
