/** A process of the shop behind the gateway, as the launcher must know it; its ports are in deploy/env. */
export interface App {
  name: string;
  /** It has a database of its own, and migrations (dist/migrate.js). */
  database?: true;
  /** Plays a company outside the shop: it is stopped after the services, which may call it while they drain. */
  outside?: true;
  /** Which secrets it is given, each by the name of its environment variable. */
  secrets?: readonly SecretName[];
  /** Environment variables that name files, relative to the data folder. */
  files?: Readonly<Record<string, string>>;
}

export type SecretName = 'KEY_ENCRYPTION_KEY' | 'PROVIDER_WEBHOOK_SECRET';

export const APPS: readonly App[] = [
  { name: 'user', database: true, secrets: ['KEY_ENCRYPTION_KEY'] },
  { name: 'product', database: true },
  { name: 'order', database: true, files: { MAIL_DIR: 'mails' } },
  { name: 'payment', database: true, secrets: ['PROVIDER_WEBHOOK_SECRET'] },
  {
    name: 'payment-simulator',
    outside: true,
    secrets: ['PROVIDER_WEBHOOK_SECRET'],
    files: { LOG_FILE: 'provider.log' },
  },
];

/** Name of an app's database and of the role that owns it. */
export function databaseName(app: string): string {
  return `shopmesh_${app}`;
}
