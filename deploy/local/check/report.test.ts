import { expect, it } from '@jest/globals';
import type { Invariant } from './invariant.ts';
import { named, report } from './report.ts';

const invariant = (number: number, sentence: string): Invariant => ({
  number,
  sentence,
  find: () => Promise.reject(new Error('not asked for')),
});
const holds = { invariant: invariant(2, 'two is two'), rows: 10, offenders: [] };
const broken = { invariant: invariant(11, 'all is well'), rows: 3, offenders: ['a', 'b'] };

it('says of each invariant whether it holds, and sums up', () => {
  expect(report([holds])).toMatch(/ 2 two is two +yes +10[^]*All invariants hold\.$/);
  expect(report([holds, broken])).toMatch(/11 all is well +NO +3 +a, b[^]*Broken: 11\.$/);
});

it('names five offenders, and counts the others', () => {
  expect(named(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
  expect(named(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
});
