import { ownerOf } from '@shopmesh/embedded-postgres';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl, type Secrets } from './secrets.ts';

/** A process of the shop, as `processes.json` in the data folder lists it. */
export interface ShopProcess {
  name: string;
  /** null while it is dead and about to be started again. */
  pid: number | null;
  /** By protocol: http, grpc, admin, postgres. */
  ports: Record<string, number>;
}

export function writeProcesses(dataDir: string, processes: readonly ShopProcess[]): void {
  const file = processesFile(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(processes, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function removeProcesses(dataDir: string): void {
  rmSync(processesFile(dataDir), { force: true });
}

/** A shop that runs now, started by whomever. */
export interface RunningShop {
  baseUrl: string;
  processes: readonly ShopProcess[];
  /** @param app `order`, say. @returns address of its database, as its owner */
  databaseUrl(app: string): string;
}

/** The shop that runs on `dataDir`, if one does. */
export function runningShop(dataDir: string): RunningShop | undefined {
  const file = processesFile(dataDir);
  if (!ownerOf(dataDir) || !existsSync(file)) return undefined;
  const processes = JSON.parse(readFileSync(file, 'utf8')) as ShopProcess[];
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Secrets;
  const port = (name: string, protocol: string) => processes.find((one) => one.name === name)?.ports[protocol];
  return {
    processes,
    baseUrl: `http://localhost:${port('gateway', 'http')}`,
    databaseUrl: (app) => databaseUrl(app, secrets, port('postgres', 'postgres')!),
  };
}

function processesFile(dataDir: string): string {
  return join(dataDir, 'processes.json');
}
