import { describe, expect, it } from '@jest/globals';
import { allProcesses, HAS_PROC, memoryOf, parseMemory, parseStat, treeOf } from './proc.ts';

/** As proc(5) has it: 13 fields, then utime, stime, cutime, cstime. */
const stat = (name: string) => `4711 (${name}) S 42 4711 4711 0 -1 4194304 100 0 0 0 130 21 7 2 20 0 11 0 900 1000 200`;

describe('parseStat', () => {
  it.each(['node', 'postgres: io wor', 'a) S 1 (b', '(sd-pam)'])('reads past the name "%s"', (name) =>
    expect(parseStat(stat(name))).toEqual({ pid: 4711, parent: 42, cpuMs: (130 + 21 + 7 + 2) * 10 }),
  );
});

describe('treeOf', () => {
  it('takes children and their children, and nobody else', () => {
    const all = [
      [1, 0],
      [10, 1],
      [11, 10],
      [12, 11],
      [20, 1],
    ].map(([pid, parent]) => ({ pid: pid!, parent: parent!, cpuMs: 0 }));
    expect(treeOf(10, all).map(({ pid }) => pid)).toEqual([10, 11, 12]);
  });

  it('is empty for a process that is gone', () => expect(treeOf(10, [])).toEqual([]));
});

describe('parseMemory', () => {
  it('reads resident and proportional size, and not the parts of it', () => {
    const text = 'Rss:               20480 kB\nPss:               10240 kB\nPss_Anon:           1024 kB\n';
    expect(parseMemory(text)).toEqual({ rssMiB: 20, pssMiB: 10 });
  });
});

// CPU and memory of processes are read from /proc, which only Linux has.
(HAS_PROC ? describe : describe.skip)('this machine', () => {
  it('lists this process, and CPU that it has used', () => {
    const [own] = treeOf(process.pid, allProcesses());
    const { user, system } = process.cpuUsage();
    // The kernel counts in ticks of 10 ms, and adds what children that were waited for have used.
    expect(own?.cpuMs).toBeGreaterThanOrEqual((user + system) / 1000 - 20);
  });

  it('tells the memory of this process', () => {
    const { rssMiB, pssMiB } = memoryOf(process.pid)!;
    expect(pssMiB).toBeGreaterThan(1);
    expect(rssMiB).toBeGreaterThanOrEqual(pssMiB);
  });
});
