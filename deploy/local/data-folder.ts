import { claimFolder, FolderInUse, stopLeftBehind } from '@shopmesh/embedded-postgres';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeProcesses } from './processes.ts';
import { StartFailure } from './start-failure.ts';

/** All that a shop keeps; `--fresh` removes this and nothing else, whatever folder it is pointed at. */
const CONTENTS = [
  'postgres',
  'logs',
  'mails',
  'secrets.json',
  'migrated.json',
  'seeded.json',
  'processes.json',
  'provider.log',
];

/**
 * Makes this process the only one that runs a shop on `dataDir`.
 * @returns a function that gives the folder back.
 * @throws StartFailure when another shop runs there
 */
export function takeDataFolder(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
    const release = claimFolder(dataDir);
    return () => {
      removeProcesses(dataDir);
      release();
    };
  } catch (error) {
    if (error instanceof FolderInUse) throw new StartFailure(alreadyRunning(error));
    if (isDenied(error)) {
      throw new StartFailure(
        `${dataDir} belongs to another user (was the shop started as root?). ` +
          'Remove it, or keep the data elsewhere: npm start -- --data DIR',
      );
    }
    throw error;
  }
}

/** Empties a folder that this process has taken. */
export async function emptyDataFolder(dataDir: string): Promise<void> {
  await stopLeftBehind(join(dataDir, 'postgres'));
  for (const name of CONTENTS) rmSync(join(dataDir, name), { recursive: true, force: true });
}

function alreadyRunning({ folder, pid }: FolderInUse): string {
  return (
    `A shop is already running on ${folder}: process ${pid}. Stop it first (kill ${pid}), ` +
    'or start another beside it: npm start -- --data .shopmesh2 --port 8080'
  );
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}
