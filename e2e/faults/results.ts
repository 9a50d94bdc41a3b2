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
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
