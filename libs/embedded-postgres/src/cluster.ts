import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `nobody` on every Linux; Postgres refuses to run as root. */
const NOBODY = 65534;

/** The user Postgres must run as when we are root. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** What lies in the folder given to `startPostgres`. */
export interface Cluster {
  /** PGDATA, of mode 0700. */
  data: string;
  log: string;
  superuserPassword: string;
  /** undefined: as ourselves. */
  runAs: RunAs | undefined;
}

/** Opens the cluster in `folder`, made first if there is none. */
export async function openCluster(folder: string, binaries: string): Promise<Cluster> {
  const data = join(folder, 'data');
  const runAs = unprivileged(data);
  const passwordFile = join(folder, 'superuser-password');
  if (!existsSync(data)) {
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await createData(folder, data, binaries, runAs);
  }
  return { data, log: join(folder, 'postgres.log'), superuserPassword: readFileSync(passwordFile, 'utf8'), runAs };
}

/** Somebody other than root: who owns the data already (made without root, perhaps), else nobody. */
export function unprivileged(data: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(data) ? statSync(data) : undefined;
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : { uid: NOBODY, gid: NOBODY };
}

/**
 * How to name the data directory to a program of Postgres that has it as its working directory. A user other than
 * ourselves may be unable to walk down to it (below a home of mode 0700, say), but can stand in it.
 */
export function dataArgument(cluster: Pick<Cluster, 'data' | 'runAs'>): string {
  return cluster.runAs && process.platform === 'linux' ? '/proc/self/cwd' : cluster.data;
}

/** Nothing of our environment: no PGPORT, no PGDATA, no locale of the user's. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A crash half-way leaves `data.new`, which the next start removes: `data` is complete or absent. */
async function createData(folder: string, data: string, binaries: string, runAs: RunAs | undefined): Promise<void> {
  const draft = `${data}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (runAs) await chown(draft, runAs.uid, runAs.gid);
  if (runAs) await chown(join(folder, 'superuser-password'), runAs.uid, runAs.gid);
  await initdb(join(binaries, 'bin/initdb'), { data: draft, runAs }, join(folder, 'superuser-password'));
  await rename(draft, data);
}

async function initdb(program: string, cluster: Pick<Cluster, 'data' | 'runAs'>, passwordFile: string): Promise<void> {
  const password = openSync(passwordFile, 'r');
  const args = [
    `--pgdata=${dataArgument(cluster)}`,
    '--username=postgres',
    '--pwfile=/dev/stdin',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts and folds the same on every machine, whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const child = spawn(program, args, {
    cwd: cluster.data,
    env: CLEAN_ENVIRONMENT,
    stdio: [password, 'pipe', 'pipe'],
    detached: true,
    ...cluster.runAs,
  });
  closeSync(password);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  await new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`cannot run ${program} (it needs glibc): ${error.message}`)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed:\n${output}`))));
  });
}
