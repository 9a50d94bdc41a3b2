export { claimFolder, FolderInUse, ownerOf } from './claim.ts';
export { startPostgres, stopLeftBehind, type Postgres, type PostgresOptions } from './server.ts';
export type { DatabaseLogin } from './databases.ts';
