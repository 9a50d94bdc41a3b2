import { describe, expect, it } from '@jest/globals';
import { dueMove, type KeyAge } from './key-move.ts';

const TIMES = { signs: 1000, lead: 60, tokens: 10 };
const key = (kid: string, status: KeyAge['status'], ageSeconds: number): KeyAge => ({ kid, status, ageSeconds });

describe('dueMove', () => {
  it.each([
    ['a first key where there is none', [], { do: 'install' }],
    ['nothing while the current key is young', [key('a', 'current', 939)], undefined],
    ['a next key one lead before the current one is to stop', [key('a', 'current', 940)], { do: 'publish' }],
    ['nothing while the next key is becoming known', [key('a', 'current', 2000), key('b', 'next', 59)], undefined],
    [
      'the next key to sign after its lead',
      [key('a', 'current', 5), key('b', 'next', 60)],
      { do: 'promote', kid: 'b' },
    ],
    ['nothing while tokens of a retired key live', [key('b', 'current', 69), key('a', 'retired', 69)], undefined],
    ['a dead key to go', [key('b', 'current', 70), key('a', 'retired', 70)], { do: 'remove', kid: 'a' }],
  ] as const)('wants %s', (_, keys, move) => expect(dueMove(keys, TIMES)).toEqual(move));
});
