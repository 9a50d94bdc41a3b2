import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from './claim.ts';

const SHUTDOWN_MS = 30_000;

/**
 * Ends a server that an earlier process left behind on this data directory, as a fast shutdown: no committed row is
 * lost. @throws Error when it does not end.
 */
export async function stopOrphan(data: string): Promise<void> {
  const pid = postmaster(data)?.pid;
  // The file of a dead server is recognised by Postgres itself, and tells it which shared memory to check.
  if (!pid || !birthOf(pid)) return;
  if (!servesFrom(pid, data)) {
    // The number now belongs to another program (after a reboot, say), for which Postgres would refuse to start.
    rmSync(join(data, 'postmaster.pid'));
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + SHUTDOWN_MS; birthOf(pid); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(`Postgres, process ${pid}, was left on ${data} and does not stop`);
  }
}

/** What a server says of itself in postmaster.pid; see miscadmin.h, LOCK_FILE_LINE_*. */
export function postmaster(data: string): { pid: number; ready: boolean } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

function servesFrom(pid: number, data: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(data);
  } catch {
    return false;
  }
}
