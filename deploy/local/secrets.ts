import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, type App, type SecretName } from './apps.ts';

/** The client in deploy/env/user.env that acts for itself: a warehouse, say. */
export const DEMO_MACHINE = '01900000-0000-7000-8000-00000000d3e0';

/** Made once for a data folder and kept there. */
export interface Secrets extends Record<SecretName, string> {
  /** Password of each app's database. */
  databases: Record<string, string>;
}

/** Reads the folder's secrets, and makes those that are missing. */
export function loadSecrets(dataDir: string, apps: readonly App[]): Secrets {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const owners = apps.filter((app) => app.database).map((app) => app.name);
  const secrets: Secrets = {
    // User encrypts its signing keys with it: 32 bytes, AES-256.
    KEY_ENCRYPTION_KEY: kept.KEY_ENCRYPTION_KEY ?? randomBytes(32).toString('base64'),
    OAUTH_CLIENT_SECRETS:
      kept.OAUTH_CLIENT_SECRETS ?? JSON.stringify({ [DEMO_MACHINE]: randomBytes(32).toString('hex') }),
    PROVIDER_WEBHOOK_SECRET: kept.PROVIDER_WEBHOOK_SECRET ?? randomBytes(32).toString('hex'),
    // By which services know each other.
    SERVICE_SECRET: kept.SERVICE_SECRET ?? randomBytes(32).toString('hex'),
    databases: Object.fromEntries(owners.map((app) => [app, kept.databases?.[app] ?? password()])),
  };
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function password(): string {
  return randomBytes(18).toString('base64url');
}

/** Address of an app's database, as its owner. @param app `order`, say */
export function databaseUrl(app: string, { databases }: Secrets, port: number): string {
  const name = databaseName(app);
  return `postgres://${name}:${databases[app]}@127.0.0.1:${port}/${name}`;
}
