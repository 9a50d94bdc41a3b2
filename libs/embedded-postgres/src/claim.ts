import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody else, still alive, works in the folder. */
export class FolderInUse extends Error {
  readonly folder: string;
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`${folder} is in use by process ${pid}`);
    this.folder = folder;
    this.pid = pid;
  }
}

/**
 * Makes this process the only one that works in `folder`. A claim of a process that died, however it died, counts for
 * nothing.
 * @returns a function that gives the folder back.
 * @throws FolderInUse
 */
export function claimFolder(folder: string): () => void {
  const file = claimFile(folder);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }));
  try {
    // A link appears whole or not at all, so nobody ever reads half a claim.
    while (!linked(draft, file)) {
      const owner = ownerOf(folder);
      if (owner) throw new FolderInUse(folder, owner);
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft);
  }
  let held = true;
  return () => {
    if (held) rmSync(file, { force: true });
    held = false;
  };
}

/** The process, alive now, that claimed `folder`. */
export function ownerOf(folder: string): number | undefined {
  try {
    const { pid, birth } = JSON.parse(readFileSync(claimFile(folder), 'utf8')) as { pid: number; birth: string };
    return birth === birthOf(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When a process was born, as text that is only compared: a pid alone may meanwhile belong to another program.
 * @returns undefined when it does not live (a zombie does not).
 */
export function birthOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name, in parentheses, may hold spaces; then state is field 3 and starttime field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function claimFile(folder: string): string {
  return join(folder, 'owner.json');
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
