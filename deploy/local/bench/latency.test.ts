import { describe, expect, it } from '@jest/globals';
import { latencyOf, percentile } from './latency.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it.each([
    [50, 50],
    [90, 90],
    [99, 99],
    [99.5, 100],
    [100, 100],
    [0, 1],
  ])('%s of 1 to 100 is %s', (percent, expected) => expect(percentile(hundred, percent)).toBe(expected));

  it('is a sample, not something between two', () => expect(percentile([1, 1000], 50)).toBe(1));

  it('of one sample is that sample', () => expect(percentile([7], 99)).toBe(7));
});

describe('latencyOf', () => {
  it('orders by value, not by text', () =>
    expect(latencyOf([100, 9, 20])).toEqual({ p50Ms: 20, p90Ms: 100, p99Ms: 100, maxMs: 100 }));

  it('of nothing is unknown', () => expect(latencyOf([])).toBeNull());
});
