import { describe, expect, it } from '@jest/globals';
import { isFinal, statusAfter, transition, type PaymentStatus } from './payment.state.ts';

const ALL: PaymentStatus[] = ['SUBMITTED', 'CAPTURED', 'DECLINED', 'CANCELLED'];

describe('a payment', () => {
  it.each(['CAPTURED', 'DECLINED', 'CANCELLED'] as const)('goes from SUBMITTED to %s and stays there', (to) => {
    expect(transition('SUBMITTED', to)).toBe(to);
    expect(isFinal(to)).toBe(true);
    for (const next of ALL) {
      expect(() => transition(to, next)).toThrow(expect.objectContaining({ code: 'payment.bad_transition' }));
    }
  });

  it('is not final while its outcome is unknown', () => {
    expect(isFinal('SUBMITTED')).toBe(false);
    expect(() => transition('SUBMITTED', 'SUBMITTED')).toThrow();
  });

  it.each([
    ['CAPTURED', { result: 'succeeded', ref: 'ch_1' }],
    ['DECLINED', { result: 'declined', ref: 'ch_1', code: 'card_declined' }],
    ['CANCELLED', { result: 'cancelled', ref: 'ch_1' }],
    [undefined, { result: 'unknown' }],
  ] as const)('is %s after %j', (status, outcome) => expect(statusAfter(outcome)).toBe(status));
});
