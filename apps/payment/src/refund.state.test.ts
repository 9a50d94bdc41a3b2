import { describe, expect, it } from '@jest/globals';
import { nextRefundId, refundable } from './refund.state.ts';

const PAYMENT = '0190a0b0-0000-7000-8000-000000000001';

describe('what can be refunded', () => {
  it.each([
    [1000, []],
    [700, [{ amount: 300, status: 'SUCCEEDED' }]],
    [700, [{ amount: 300, status: 'SUBMITTED' }]],
    [1000, [{ amount: 300, status: 'FAILED' }]],
    [
      0,
      [
        { amount: 1000, status: 'FAILED' },
        { amount: 600, status: 'SUCCEEDED' },
        { amount: 400, status: 'SUBMITTED' },
      ],
    ],
  ] as const)('is %d of 1000 after %j', (left, begun) => expect(refundable(1000, begun)).toBe(left));
});

describe('the id of a refund', () => {
  const failed = { amount: 300, status: 'FAILED' } as const;

  it('follows from the payment and the number of refunds before it', () => {
    expect(nextRefundId(PAYMENT, [])).toBe(nextRefundId(PAYMENT, []));
    const ids = [nextRefundId(PAYMENT, []), nextRefundId(PAYMENT, [failed]), nextRefundId(PAYMENT, [failed, failed])];
    expect(new Set(ids).size).toBe(3);
  });
});
