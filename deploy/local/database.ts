import { startPostgres } from '@shopmesh/embedded-postgres';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseName } from './apps.ts';
import { runProgram } from './child.ts';
import { appEnvironment, commonEnvironment } from './environment.ts';
import type { Launch } from './launch.ts';
import { logFile } from './logs.ts';
import type { Placement } from './placement.ts';
import { databaseUrl } from './secrets.ts';

/** Starts Postgres with a database for each app that has one. */
export async function startDatabase({ dataDir, secrets, databasePort, fleet }: Launch): Promise<void> {
  const databases = Object.entries(secrets.databases).map(([app, password]) => ({ name: databaseName(app), password }));
  const database = fleet.add({
    name: 'postgres',
    stage: 'database',
    ports: { postgres: databasePort },
    // It is launched when it is ready.
    isReady: () => Promise.resolve(true),
    async launch() {
      const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port: databasePort, databases });
      return { ...postgres, kill: () => process.kill(postgres.pid, 'SIGQUIT') };
    },
  });
  await database.start();
}

/**
 * Brings every database to the newest migration. Loading TypeORM only to find nothing to do takes a second, so nothing is
 * loaded when this data folder has seen these very migrations before.
 * @throws StartFailure
 */
export async function migrate({ root, dataDir, apps, secrets, databasePort, signal }: Launch): Promise<void> {
  const owners = apps.filter((app) => app.database).map((app) => app.name);
  const marker = join(dataDir, 'migrated.json');
  const migrations = JSON.stringify({ sha256: fingerprint(owners.map((app) => join(root, 'apps', app, 'dist'))) });
  if (existsSync(marker) && readFileSync(marker, 'utf8') === migrations) return;
  const urls = Object.fromEntries(owners.map((app) => [app, databaseUrl(app, secrets, databasePort)]));
  const script = fileURLToPath(new URL('migrate.ts', import.meta.url));
  const program = {
    command: ['--disable-warning=ExperimentalWarning', script, root, ...owners],
    cwd: root,
    env: {
      ...commonEnvironment(),
      DATABASE_URLS: JSON.stringify(urls),
      // Not for what stays: Node keeps the cache in memory, 13 MB for each service.
      NODE_COMPILE_CACHE: join(root, '.shopmesh/compile-cache'),
    },
    log: logFile(dataDir, 'migrate'),
  };
  await runProgram('Bringing the databases up to date', program, signal);
  writeFileSync(marker, migrations);
}

/** @param folders compiled apps: their migrations, and what runs them */
function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const all = globSync(['migrate.js', 'data-source.js', 'migrations/*.js'], { cwd: folder }).sort();
    for (const file of all) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/** Writes the catalogue and the demo accounts, once in the life of a data folder. @throws StartFailure */
export async function seed(launch: Launch, placement: Placement): Promise<void> {
  const { root, dataDir, signal } = launch;
  const seeds = placement.apps.map(async (placed) => {
    const script = join(root, 'apps', placed.app.name, 'dist/seed.js');
    if (!existsSync(script)) return;
    const env = appEnvironment(placed, placement, launch);
    await runProgram(
      `Seeding ${placed.app.name}`,
      { command: [script], cwd: root, env, log: logFile(dataDir, 'seed') },
      signal,
    );
  });
  await Promise.all(seeds);
  writeFileSync(seedMarker(dataDir), `${JSON.stringify({ seededAt: new Date() })}\n`);
}

export function isSeeded(dataDir: string): boolean {
  return existsSync(seedMarker(dataDir));
}

function seedMarker(dataDir: string): string {
  return join(dataDir, 'seeded.json');
}
