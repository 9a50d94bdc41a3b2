import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Linux always tells CPU time in hundredths of a second, whatever the kernel counts in (USER_HZ). */
const TICK_MS = 10;

/** Whether CPU and memory of other processes can be known here. */
export const HAS_PROC = existsSync('/proc/self/stat');

export interface ProcessTimes {
  pid: number;
  parent: number;
  /** User and system, all threads, and all its children that have ended and were waited for. */
  cpuMs: number;
}

/** Reads a line of /proc/<pid>/stat, proc(5): pid (name) state ppid … utime stime cutime cstime from field 14 on. */
export function parseStat(line: string): ProcessTimes {
  // The name may hold spaces and parentheses; nothing after it does.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number.parseInt(line, 10), parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
}

/** `root` and all that descend from it. */
export function treeOf(root: number, all: readonly ProcessTimes[]): ProcessTimes[] {
  const itself = all.filter(({ pid }) => pid === root);
  const children = all.filter(({ parent }) => parent === root);
  return [...itself, ...children.flatMap(({ pid }) => treeOf(pid, all))];
}

/** Every process of the machine that we may see. */
export function allProcesses(): ProcessTimes[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const line = readProc(pid, 'stat');
    return line === undefined ? [] : [parseStat(line)];
  });
}

export interface Memory {
  /** Resident, counting a page once in each process that has it. */
  rssMiB: number;
  /** Proportional: a page that n processes share counts as 1/n in each. These can be added. */
  pssMiB: number;
}

/** Reads /proc/<pid>/smaps_rollup. */
export function parseMemory(text: string): Memory {
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? NaN) / 1024;
  return { rssMiB: field('Rss'), pssMiB: field('Pss') };
}

/** @returns undefined when the process is gone, or another user's */
export function memoryOf(pid: number): Memory | undefined {
  const text = readProc(String(pid), 'smaps_rollup');
  return text ? parseMemory(text) : undefined;
}

function readProc(pid: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
