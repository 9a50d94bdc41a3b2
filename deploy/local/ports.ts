import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { basename } from 'node:path';
import { StartFailure } from './start-failure.ts';

const LOOPBACK = '127.0.0.1';

/**
 * A free port of the loopback interface for each of `preferred`: that one if it is free, else any. All are held until
 * all are found, so no two are equal; afterwards nothing holds them.
 * @param preferred 0: any
 */
export async function freePorts(preferred: readonly number[]): Promise<number[]> {
  const probes: Server[] = [];
  try {
    for (const port of preferred) {
      probes.push(await bind(port, LOOPBACK).catch(() => bind(0, LOOPBACK)));
    }
    return probes.map(portOf);
  } finally {
    await Promise.all(probes.map(close));
  }
}

/** @throws StartFailure that names the port, who has it, and the way out */
export async function ensureFree(port: number): Promise<void> {
  // Also without a host, which is every interface: `localhost` may mean ::1 to a browser.
  for (const host of [LOOPBACK, undefined]) {
    await bind(port, host).then(close, (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') throw new StartFailure(`Port ${port} is for the superuser only. ${wayOut(8080)}`);
      const holder = holderOf(port);
      throw new StartFailure(`Port ${port} is taken${holder ? ` by ${holder}` : ''}. ${wayOut(port + 80)}`);
    });
  }
}

/** The process that listens on `port`, as `node (process 4711)`, when Linux shows it to us. */
export function holderOf(port: number): string | undefined {
  try {
    const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port));
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsAny(name, sockets));
    if (!pid) return undefined;
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return `${basename(program)} (process ${pid})`;
  } catch {
    return undefined;
  }
}

/** proc(5): local address is column 1 (hexadecimal), state column 3 (0A: listening), inode column 9. */
function listeners(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === '0A')
    .map((columns) => `socket:[${columns[9]}]`);
}

function holdsAny(pid: string, sockets: readonly string[]): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.includes(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    // Of another user, or gone, or a descriptor closed meanwhile.
    return false;
  }
}

function wayOut(port: number): string {
  return `Choose another one: npm start -- --port ${port}`;
}

async function bind(port: number, host: string | undefined): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  await new Promise((done) => server.close(done));
}
