import { cpus } from 'node:os';
import type { ShopProcess } from '../processes.ts';
import { allProcesses, HAS_PROC, memoryOf, treeOf, type Memory } from './proc.ts';

/** The part of this process that sends the requests; it is the launcher, too, which has nothing to do meanwhile. */
export const LOAD = 'load';

/** CPU ms by process name; null where it cannot be known. */
export type Cpu = Record<string, number | null>;

/** CPU that processes have used so far. */
export interface Reading {
  atMs: number;
  /** All that the machine has been busy with. */
  machineMs: number;
  loadMs: number;
  shop: { name: string; pid: number | null; cpuMs: number }[];
}

/** The processes to charge an operation to: the launcher only waits. */
function charged(processes: readonly ShopProcess[]): readonly ShopProcess[] {
  return processes.filter(({ name }) => name !== 'launcher');
}

export function readCpu(processes: readonly ShopProcess[]): Reading {
  const { user, system } = process.cpuUsage();
  const all = HAS_PROC ? allProcesses() : [];
  const shop = charged(processes).map(({ name, pid }) => {
    const tree = pid === null ? [] : treeOf(pid, all);
    return { name, pid, cpuMs: tree.reduce((sum, { cpuMs }) => sum + cpuMs, 0) };
  });
  return { atMs: performance.now(), machineMs: busyMs(), loadMs: (user + system) / 1000, shop };
}

function busyMs(): number {
  return cpus().reduce((total, { times: { user, nice, sys, irq } }) => total + user + nice + sys + irq, 0);
}

/** Share of the machine's CPU, 0 to 1, that went to neither shop nor load: what disturbs a measurement; null if the shop's is not known. */
export function shareOfOthers(before: Reading, after: Reading): number | null {
  if (!HAS_PROC || after.shop.length === 0) return null;
  const used = ({ loadMs, shop }: Reading) => shop.reduce((total, { cpuMs }) => total + cpuMs, loadMs);
  const othersMs = after.machineMs - before.machineMs - (used(after) - used(before));
  return Math.max(0, othersMs / (after.atMs - before.atMs) / cpus().length);
}

/** What was used from one reading to the other, for each of `operations`. */
export function cpuPerOperation(before: Reading, after: Reading, operations: number): Cpu {
  const cpu: Cpu = {};
  for (const [index, { name, pid, cpuMs }] of after.shop.entries()) {
    const earlier = before.shop[index];
    // A process that was started again meanwhile has lost count.
    const known = HAS_PROC && pid !== null && earlier?.pid === pid;
    cpu[name] = known && operations > 0 ? (cpuMs - earlier.cpuMs) / operations : null;
  }
  cpu[LOAD] = operations > 0 ? (after.loadMs - before.loadMs) / operations : null;
  return cpu;
}

/** The shop's CPU, without the load's. */
export function shopTotal(cpu: Cpu): number | null {
  const parts = Object.entries(cpu).filter(([name]) => name !== LOAD);
  return parts.length ? sum(parts.map(([, ms]) => ms)) : null;
}

/** Memory by process name; null where it cannot be known. */
export type MemoryByName = Record<string, Memory | null>;

export function readMemory(processes: readonly ShopProcess[]): MemoryByName {
  const all = HAS_PROC ? allProcesses() : [];
  return Object.fromEntries(
    processes.map(({ name, pid }) => [name, pid === null ? null : memoryOfTree(pid, name, all)]),
  );
}

function memoryOfTree(pid: number, name: string, all: ReturnType<typeof allProcesses>): Memory | null {
  // The launcher's descendants are the other processes.
  const pids = name === 'launcher' ? [pid] : treeOf(pid, all).map((one) => one.pid);
  const parts = pids.map(memoryOf).filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  return {
    rssMiB: parts.reduce((total, part) => total + part.rssMiB, 0),
    pssMiB: parts.reduce((total, part) => total + part.pssMiB, 0),
  };
}

/** null when a part is. */
export function sum(parts: readonly (number | null)[]): number | null {
  return parts.reduce((total, part) => (total === null || part === null ? null : total + part), 0);
}
