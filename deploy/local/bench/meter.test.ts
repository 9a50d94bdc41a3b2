import { describe, expect, it } from '@jest/globals';
import { cpus } from 'node:os';
import { cpuPerOperation, shareOfOthers, shopTotal, sum, type Reading } from './meter.ts';
import { HAS_PROC } from './proc.ts';

const reading = (atMs: number, machineMs: number, loadMs: number, ...shop: Reading['shop']): Reading => ({
  atMs,
  machineMs,
  loadMs,
  shop,
});
const gateway = (cpuMs: number, pid: number | null = 1) => ({ name: 'gateway', pid, cpuMs });
const order = (cpuMs: number, pid: number | null = 2) => ({ name: 'order', pid, cpuMs });

// CPU and memory of processes are read from /proc, which only Linux has.
(HAS_PROC ? describe : describe.skip)('cpuPerOperation', () => {
  it('spreads what was used meanwhile over the operations', () => {
    const cpu = cpuPerOperation(
      reading(0, 0, 50, gateway(100), order(1000)),
      reading(0, 0, 60, gateway(120), order(1500)),
      10,
    );
    expect(cpu).toEqual({ gateway: 2, order: 50, load: 1 });
    expect(shopTotal(cpu)).toBe(52);
  });

  it.each([
    ['was started again', 3],
    ['is dead', null],
  ])('does not know the CPU of a process that %s, nor the total', (_, pid) => {
    const cpu = cpuPerOperation(
      reading(0, 0, 0, gateway(100), order(1000)),
      reading(0, 0, 10, gateway(110), order(20, pid)),
      10,
    );
    expect(cpu).toEqual({ gateway: 1, order: null, load: 1 });
    expect(shopTotal(cpu)).toBeNull();
  });

  it('knows nothing when nothing was done', () =>
    expect(cpuPerOperation(reading(0, 0, 0, gateway(1)), reading(0, 0, 1, gateway(2)), 0)).toEqual({
      gateway: null,
      load: null,
    }));

  it('has no total of a shop whose processes are not known', () =>
    expect(shopTotal(cpuPerOperation(reading(0, 0, 0), reading(0, 0, 10), 10))).toBeNull());
});

(HAS_PROC ? describe : describe.skip)('shareOfOthers', () => {
  it('is what the machine did without shop and load', () => {
    const share = shareOfOthers(reading(0, 0, 0, gateway(0)), reading(1000, 800, 200, gateway(400)));
    expect(share).toBeCloseTo(0.2 / cpus().length);
  });

  it('is not known when the shop is not', () => expect(shareOfOthers(reading(0, 0, 0), reading(9, 9, 9))).toBeNull());
});

describe('sum', () => {
  it('is unknown when a part is', () => expect([sum([1, 2]), sum([1, null])]).toEqual([3, null]));
});
