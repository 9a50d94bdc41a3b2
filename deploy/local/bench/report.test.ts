import { describe, expect, it } from '@jest/globals';
import type { Measurement } from './load.ts';
import { readOptions } from './options.ts';
import { emptyResult, errorsOf, number, numbers, oneLine, report, type Result } from './report.ts';

const measurement = (change: Partial<Measurement> = {}): Measurement => ({
  clients: 8,
  operations: 5000,
  perSecond: 1000,
  latency: { p50Ms: 1.26, p90Ms: 2, p99Ms: 33.333, maxMs: 40 },
  errors: 0,
  firstError: null,
  cpuMs: { gateway: 0.25, 'payment-simulator': 0.5, load: 0.1 },
  othersShare: 0.25,
  ...change,
});
const result = (change: Partial<Result>): Result => ({ ...emptyResult(readOptions([])!), ...change });
const memory = (rssMiB: number, pssMiB: number) => ({ rssMiB, pssMiB });

/** A table's rows, each cell as text. */
const cells = (text: string) => text.split('\n').map((line) => line.trim().split(/\s{2,}/));

describe('report', () => {
  it('has a row for each measurement: rate, latency, errors, CPU of the shop and of each process', () => {
    const text = report(result({ measurements: [{ scenario: 'list', ...measurement() }] }));
    const [, head, row] = cells(text);
    expect(head).toContain('provider');
    expect(head).toHaveLength(row!.length);
    expect(row).toEqual(['list', '8', '1,000', '1.3', '2.0', '33.3', '0', '0.75', '0.25', '0.50', '0.10', '25']);
  });

  it('shows what is not known as a dash', () => {
    const blind = measurement({ latency: null, perSecond: 0, errors: 9, cpuMs: { load: null }, othersShare: null });
    const [, , row] = cells(report(result({ measurements: [{ scenario: 'list', ...blind }] })));
    expect(row).toEqual(['list', '8', '0', '-', '-', '-', '9', '-', '-', '-']);
  });

  it('tells how much more a large catalogue costs', () => {
    const large = measurement({
      latency: { p50Ms: 1.89, p90Ms: 2, p99Ms: 3, maxMs: 4 },
      cpuMs: { gateway: 1.5, load: 9 },
    });
    const text = report(result({ compared: [{ scenario: 'newest', small: measurement(), large }] }));
    expect(cells(text)).toContainEqual(['newest', '1.26', '1.89', '1.50', '0.75', '1.50', '2.00']);
  });

  it('tells what verifying a token costs, when it was measured', () => {
    expect(report(result({ verification: { missUs: 37.44, hitUs: 1.6 } }))).toContain('37.4 when it is new, 1.6 when');
    expect(report(result({}))).not.toContain('token');
  });

  it('adds up the memory of all processes, and leaves the sum open when one is not known', () => {
    const idle = { gateway: memory(100, 60), order: memory(140, 90) };
    const text = report(result({ idle, busy: { gateway: memory(120, 80), order: null } }));
    expect(cells(text)).toContainEqual(['order', '140', '90', '-']);
    expect(cells(text)).toContainEqual(['all', '240', '150', '-']);
  });
});

describe('oneLine', () => {
  it('shows the first error', () =>
    expect(oneLine(measurement({ clients: 1, errors: 2, firstError: 'GET / answered 500: oops' }))).toBe(
      '1 client: 1,000/s, p50 1.26 ms, 2 errors, the first: GET / answered 500: oops',
    ));
});

describe('errorsOf', () => {
  it('counts those of the comparison too', () => {
    const [small, large] = [measurement({ errors: 1 }), measurement({ errors: 2 })];
    expect(
      errorsOf(
        result({
          measurements: [{ scenario: 'list', ...measurement({ errors: 4 }) }],
          compared: [{ scenario: 'newest', small, large }],
        }),
      ),
    ).toBe(7);
  });
});

describe('numbers', () => {
  it('aligns all columns but the first to the right', () =>
    expect(
      numbers([
        ['a', 'bb'],
        ['aa', 'b'],
      ]),
    ).toBe('  a   bb\n  aa   b'));
});

describe('number', () => {
  it.each([
    [1234.5, 0, '1,235'],
    [0.126, 2, '0.13'],
    [null, 2, '-'],
    [NaN, 2, '-'],
  ])('writes %s with %s digits as %s', (value, digits, text) => expect(number(value, digits)).toBe(text));
});
