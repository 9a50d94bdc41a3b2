import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { ELSEWHERE } from './elsewhere.ts';
import { INVARIANTS } from './look.ts';

it('every invariant is checked, or tested elsewhere', () => {
  const checked = INVARIANTS.map(({ number }) => number);
  const elsewhere = ELSEWHERE.map(({ number }) => number);
  expect(elsewhere.filter((number) => checked.includes(number))).toEqual([]);
  expect(new Set([...checked, ...elsewhere])).toEqual(new Set(Array.from({ length: 26 }, (_, at) => at + 1)));
});

it.each(ELSEWHERE.flatMap(({ tests }) => tests))('%s is there', (file) => {
  expect(existsSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)))).toBe(true);
});
