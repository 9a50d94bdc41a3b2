import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binaries } from './binaries.ts';
import { claimFolder } from './claim.ts';
import { CLEAN_ENVIRONMENT, dataArgument, openCluster, unprivileged, type Cluster } from './cluster.ts';
import { ensureDatabases, type DatabaseLogin } from './databases.ts';
import { postmaster, stopOrphan } from './orphan.ts';

const HOST = '127.0.0.1';
const START_MS = 60_000;
const FAST_SHUTDOWN_MS = 15_000;

/** For a laptop: little memory, few processes, every commit on disk (fsync stays on). */
const SETTINGS: Record<string, string | number> = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '64MB',
  // Reads in the backend itself, instead of by three more processes.
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %d ',
  cluster_name: 'shopmesh',
};

export interface PostgresOptions {
  /** Holds the data and the log; made if missing. One process at a time. */
  dataDir: string;
  /** Default: any free one. */
  port?: number;
  databases: readonly DatabaseLogin[];
  /** Server settings over the default ones. */
  settings?: Record<string, string | number>;
}

export interface Postgres {
  host: string;
  port: number;
  pid: number;
  superuserUrl: string;
  /** Resolves when the server has ended, wanted or not, with how: `exit code 0`, `SIGKILL`. */
  exited: Promise<string>;
  /** Address of one of `databases`, as its owner. @throws Error for any other. */
  url: (name: string) => string;
  /** Fast shutdown: ends connections, keeps every commit. */
  stop: () => Promise<void>;
}

/**
 * Starts a real Postgres on `dataDir` and makes `databases` there. It ends with this process, however that ends.
 * @throws FolderInUse, or Error with the end of the log
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const folder = resolve(options.dataDir);
  await mkdir(folder, { recursive: true });
  const release = claimFolder(folder);
  try {
    const native = await binaries(unprivileged(join(folder, 'data')) !== undefined);
    const cluster = await openCluster(folder, native);
    await stopOrphan(cluster.data);
    const port = options.port ?? (await freePort());
    const server = spawnServer(native, cluster, { ...SETTINGS, port, ...options.settings });
    const postgres = describe(server, port, cluster.superuserPassword, options.databases);
    await prepared(server, cluster, postgres, options.databases);
    void postgres.exited.then(release);
    return postgres;
  } catch (error) {
    release();
    throw error;
  }
}

/** Waits for the server and makes the databases; a server that cannot serve them is not left running. */
async function prepared(
  server: ChildProcess,
  cluster: Cluster,
  postgres: Postgres,
  databases: readonly DatabaseLogin[],
): Promise<void> {
  try {
    await ready(server, cluster);
    await ensureDatabases(postgres.superuserUrl, databases);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Ends a server that an earlier process, now dead, left behind on `dataDir`. To be called before removing the folder. */
export async function stopLeftBehind(dataDir: string): Promise<void> {
  await stopOrphan(join(resolve(dataDir), 'data'));
}

function describe(
  server: ChildProcess,
  port: number,
  superuserPassword: string,
  databases: readonly DatabaseLogin[],
): Postgres {
  const exited = ended(server);
  const address = (user: string, password: string) =>
    `postgres://${user}:${encodeURIComponent(password)}@${HOST}:${port}/${user}`;
  return {
    host: HOST,
    port,
    pid: server.pid!,
    superuserUrl: address('postgres', superuserPassword),
    exited,
    url(name) {
      const database = databases.find((one) => one.name === name);
      if (!database) throw new Error(`this Postgres was started without a database ${name}`);
      return address(name, database.password);
    },
    async stop() {
      server.kill('SIGINT');
      // Immediate shutdown, when a fast one hangs: loses nothing either, but the next start replays the log.
      const impatient = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
      await exited;
      clearTimeout(impatient);
    },
  };
}

function spawnServer(native: string, cluster: Cluster, settings: Record<string, string | number>): ChildProcess {
  const log = openSync(cluster.log, 'a');
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(native, 'bin/postgres'), ['-D', dataArgument(cluster), ...flags], {
    cwd: cluster.data,
    env: CLEAN_ENVIRONMENT,
    stdio: ['ignore', log, log],
    // Its own session: Ctrl-C in the terminal is for us to handle, not for Postgres.
    detached: true,
    ...cluster.runAs,
  });
  closeSync(log);
  if (server.pid) watch(server, cluster);
  return server;
}

/**
 * Ends the server when this process dies without a chance to do so (kill -9, out of memory): a shell waits on a pipe
 * whose other end only we hold, so that the kernel wakes it when we are gone. It costs less than a megabyte.
 */
function watch(server: ChildProcess, { runAs }: Cluster): void {
  const watchdog = spawn('/bin/sh', ['-c', 'read _; kill -INT "$0"', String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    detached: true,
    ...runAs,
  });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  server.once('exit', () => watchdog.kill('SIGKILL'));
}

/** Resolves with how the process ended; a program that cannot be run ends at once. */
async function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

/** @throws Error with the end of the log when the server gives up, or is not ready in time */
async function ready(server: ChildProcess, cluster: Cluster): Promise<void> {
  for (const deadline = Date.now() + START_MS; ; await sleep(15)) {
    const state = postmaster(cluster.data);
    if (state?.ready && state.pid === server.pid) return;
    const over = server.exitCode !== null || server.signalCode !== null || !server.pid;
    if (!over && Date.now() < deadline) continue;
    const lines = readFileSync(cluster.log, 'utf8').trimEnd().split('\n');
    throw new Error(`Postgres did not start; the end of ${cluster.log}:\n${lines.slice(-8).join('\n')}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
