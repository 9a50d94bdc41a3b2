import { table } from '../table.ts';
import { allHold, type Verdict } from './look.ts';

const SHOWN = 5;

/** A table of what was found, and a line that sums it up. */
export function report(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ invariant, rows, offenders }) => [
    `${String(invariant.number).padStart(2)} ${invariant.sentence}`,
    offenders.length ? 'NO' : 'yes',
    String(rows),
    named(offenders),
  ]);
  const broken = verdicts.filter(({ offenders }) => offenders.length).map(({ invariant }) => invariant.number);
  const sum = allHold(verdicts) ? 'All invariants hold.' : `Broken: ${broken.join(', ')}.`;
  return `${table([['invariant', 'holds', 'rows', 'offenders'], ...rows])}\n\n${sum}`;
}

/** The first offenders, and how many more there are. */
export function named(offenders: readonly string[]): string {
  const more = offenders.length > SHOWN ? ` and ${offenders.length - SHOWN} more` : '';
  return `${offenders.slice(0, SHOWN).join(', ')}${more}`;
}
