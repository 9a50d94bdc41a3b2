import { cpus, totalmem } from 'node:os';
import { table } from '../table.ts';
import type { Measurement } from './load.ts';
import { LOAD, shopTotal, sum, type MemoryByName } from './meter.ts';
import type { Options } from './options.ts';
import type { Verification } from './verification.ts';

export interface Compared {
  scenario: string;
  small: Measurement;
  large: Measurement;
}

/** All that was measured, as it is written to the JSON file. */
export interface Result {
  startedAt: string;
  machine: { cpu: string; cores: number; memoryMiB: number; node: string };
  options: Options;
  measurements: ({ scenario: string } & Measurement)[];
  compared: Compared[];
  verification?: Verification;
  /** Before the load, and after it. */
  idle: MemoryByName;
  busy: MemoryByName;
}

export function emptyResult(options: Options): Result {
  const [first] = cpus();
  const machine = {
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
  };
  const startedAt = new Date().toISOString();
  return { startedAt, machine, options, measurements: [], compared: [], idle: {}, busy: {} };
}

export function errorsOf({ measurements, compared }: Result): number {
  const all = [...measurements, ...compared.flatMap(({ small, large }) => [small, large])];
  return all.reduce((total, { errors }) => total + errors, 0);
}

/** What is said when a measurement is done. */
export function oneLine({ clients, perSecond, latency, errors, firstError }: Measurement): string {
  const line = `${clients} ${clients === 1 ? 'client' : 'clients'}: ${number(perSecond, 0)}/s, p50 ${number(latency?.p50Ms, 2)} ms`;
  return errors ? `${line}, ${errors} errors, the first: ${firstError}` : line;
}

/** Everything as tables of text. */
export function report(result: Result): string {
  const parts = [measurementTable(result)];
  if (result.compared.length) parts.push(comparisonTable(result));
  if (result.verification) parts.push(verificationLine(result.verification));
  if (knowsProcesses(result)) parts.push(memoryTable(result));
  return parts.join('\n\n');
}

function knowsProcesses({ idle }: Result): boolean {
  return Object.keys(idle).length > 0;
}

function measurementTable({ measurements }: Result): string {
  const names = Object.keys(measurements[0]?.cpuMs ?? {}).filter((name) => name !== LOAD);
  const head = [
    'scenario',
    'clients',
    'per s',
    'p50 ms',
    'p90',
    'p99',
    'errors',
    'CPU ms',
    ...names.map(short),
    'load',
    'others %',
  ];
  const rows = measurements.map(({ scenario, clients, perSecond, latency, errors, cpuMs, othersShare }) => [
    scenario,
    String(clients),
    number(perSecond, 0),
    ...[latency?.p50Ms, latency?.p90Ms, latency?.p99Ms].map((ms) => number(ms, 1)),
    String(errors),
    ...[shopTotal(cpuMs), ...[...names, LOAD].map((name) => cpuMs[name])].map((ms) => number(ms, 2)),
    number(othersShare === null ? null : othersShare * 100, 0),
  ]);
  const title =
    'CPU in ms per operation: all of the shop, each process, and the load; others: programs that disturb the measurement';
  return `${title}\n${numbers([head, ...rows])}`;
}

function comparisonTable({ compared, options }: Result): string {
  const sizes = [options.products, options.large ?? NaN].map((size) => number(size, 0));
  const head = [
    'list',
    ...sizes.map((size) => `p50 ms at ${size}`),
    'ratio',
    ...sizes.map((size) => `CPU ms at ${size}`),
    'ratio',
  ];
  const rows = compared.map(({ scenario, small, large }) => {
    const p50 = [small, large].map(({ latency }) => latency?.p50Ms ?? null);
    const cpu = [small, large].map(({ cpuMs }) => shopTotal(cpuMs));
    return [scenario, ...[p50, cpu].flatMap((pair) => [...pair, ratio(pair)].map((value) => number(value, 2)))];
  });
  return `Size of the catalogue\n${numbers([head, ...rows])}`;
}

function verificationLine({ missUs, hitUs }: Verification): string {
  return `Verifying an access token, CPU in µs: ${number(missUs, 1)} when it is new, ${number(hitUs, 1)} when it is known`;
}

function memoryTable({ idle, busy }: Result): string {
  const names = Object.keys(idle);
  const [idleRss, idlePss, busyPss] = [
    names.map((name) => idle[name]?.rssMiB ?? null),
    names.map((name) => idle[name]?.pssMiB ?? null),
    names.map((name) => busy[name]?.pssMiB ?? null),
  ];
  const row = (name: string, ...values: (number | null | undefined)[]) => [
    name,
    ...values.map((value) => number(value, 0)),
  ];
  const head = ['memory MiB', 'idle RSS', 'idle PSS', 'PSS after load'];
  const rows = names.map((name, index) => row(short(name), idleRss[index], idlePss[index], busyPss[index]));
  return numbers([head, ...rows, row('all', sum(idleRss), sum(idlePss), sum(busyPss))]);
}

function ratio([small, large]: (number | null)[]): number | null {
  return small && large ? large / small : null;
}

function short(name: string): string {
  return name === 'payment-simulator' ? 'provider' : name;
}

/** `-` for what is not known. */
export function number(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '-';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A table with everything but its first column aligned to the right. */
export function numbers(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return table(rows.map((row) => row.map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell))));
}
