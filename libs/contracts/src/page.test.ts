import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './page.ts';

const Key = z.tuple([z.int(), z.uuid()]);
const key = [1999, '01990000-0000-7000-8000-000000000000'] as const;

it('gives back the key of its own list', () => {
  expect(decodeCursor('by price', encodeCursor('by price', key), Key)).toEqual(key);
});

it('is refused by another list, and when it holds another kind of key', () => {
  expect(decodeCursor('by name', encodeCursor('by price', key), Key)).toBeUndefined();
  expect(decodeCursor('by price', encodeCursor('by price', ['x']), Key)).toBeUndefined();
});

it('is refused when any character was changed', () => {
  const cursor = encodeCursor('by price', key);
  for (let at = 0; at < cursor.length - 1; at++) {
    const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
    expect(decodeCursor('by price', changed, Key)).toBeUndefined();
  }
});

it.each(['', 'A', '!!!', 'AAAAAAAAAAAAAAAAAAAA'])('is refused when it is %p', (cursor) => {
  expect(decodeCursor('by price', cursor, Key)).toBeUndefined();
});
