/** A process of the shop behind the gateway, as the launcher must know it; its ports are in deploy/env. */
export interface App {
  name: string;
  /** It is one more process of that app, on the same database. The gateway and the other services know only the first. */
  replicaOf?: string;
  /** It has a database of its own, and migrations (dist/migrate.js). */
  database?: true;
  /** Plays a company outside the shop: it is stopped after the services, which may call it while they drain. */
  outside?: true;
  /** Which secrets it is given, each by the name of its environment variable. */
  secrets?: readonly SecretName[];
  /** Environment variables that name files, relative to the data folder. */
  files?: Readonly<Record<string, string>>;
}

export type SecretName = 'KEY_ENCRYPTION_KEY' | 'OAUTH_CLIENT_SECRETS' | 'PROVIDER_WEBHOOK_SECRET' | 'SERVICE_SECRET';

export const APPS: readonly App[] = [
  {
    name: 'user',
    database: true,
    secrets: ['KEY_ENCRYPTION_KEY', 'OAUTH_CLIENT_SECRETS', 'SERVICE_SECRET'],
    files: { MAIL_DIR: 'mails' },
  },
  { name: 'product', database: true, secrets: ['SERVICE_SECRET'] },
  { name: 'order', database: true, secrets: ['SERVICE_SECRET'], files: { MAIL_DIR: 'mails' } },
  { name: 'payment', database: true, secrets: ['PROVIDER_WEBHOOK_SECRET', 'SERVICE_SECRET'] },
  {
    name: 'payment-simulator',
    outside: true,
    secrets: ['PROVIDER_WEBHOOK_SECRET'],
    files: { LOG_FILE: 'provider.log' },
  },
];

/** One more process of an app. */
export function replicaOf(name: string): App {
  const { secrets, files } = APPS.find((app) => app.name === name)!;
  return { name: `${name}-2`, replicaOf: name, ...(secrets && { secrets }), ...(files && { files }) };
}

/** The app that a process belongs to: its folder, its settings, its database. */
export function appOf({ name, replicaOf }: App): string {
  return replicaOf ?? name;
}

/** Name of an app's database and of the role that owns it. */
export function databaseName(app: string): string {
  return `shopmesh_${app}`;
}
