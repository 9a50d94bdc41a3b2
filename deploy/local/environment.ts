import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { appOf } from './apps.ts';
import type { Launch } from './launch.ts';
import type { Placed, Placement } from './placement.ts';
import { databaseUrl } from './secrets.ts';

export type Environment = Record<string, string>;

/** What a user may set in the shell that starts the shop; nothing else of that shell reaches a service. */
const PASSED_THROUGH = /^(PATH|HOME|LOG_LEVEL|OTEL_\w+|SMTP_\w+|NODE_EXTRA_CA_CERTS)$/;

/** An app's settings as they are everywhere: deploy/env/common.env, then its own file. */
export function readSettings(root: string, app: string): Environment {
  const read = (name: string) => parseEnv(readFileSync(join(root, 'deploy/env', `${name}.env`), 'utf8')) as Environment;
  return { ...read('common'), ...read(app) };
}

/**
 * Replaces addresses by host name, which only containers can resolve, with where those hosts are here.
 * @param addresses from `user:3001` to `127.0.0.1:43001`
 */
export function rewriteAddresses(settings: Environment, addresses: ReadonlyMap<string, string>): Environment {
  const rewrite = (text: string) => text.replace(/[\w.-]+:\d+/g, (address) => addresses.get(address) ?? address);
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, rewrite(value)]));
}

/** What every process of the shop has in its environment. */
export function commonEnvironment(): Environment {
  const passed = Object.entries(process.env).filter(([name]) => PASSED_THROUGH.test(name));
  return {
    ...(Object.fromEntries(passed) as Environment),
    NODE_ENV: 'production',
    // Of glibc: fewer pools of freed memory that threads keep for themselves.
    MALLOC_ARENA_MAX: '2',
  };
}

/** The whole environment of one app. */
export function appEnvironment(placed: Placed, { addresses }: Placement, launch: Launch): Environment {
  const { app, settings, http, grpc } = placed;
  const { dataDir, baseUrl, secrets, databasePort } = launch;
  const given = app.secrets?.map((name) => [name, secrets[name]]) ?? [];
  const files = Object.entries(app.files ?? {}).map(([name, file]) => [name, join(dataDir, file)]);
  return {
    ...rewriteAddresses(settings, addresses),
    ...commonEnvironment(),
    ...(Object.fromEntries([...given, ...files]) as Environment),
    ...(secrets.databases[appOf(app)] ? { DATABASE_URL: databaseUrl(appOf(app), secrets, databasePort) } : {}),
    ...(grpc ? { GRPC_PORT: String(grpc) } : {}),
    HTTP_PORT: String(http),
    ISSUER: baseUrl,
    OTEL_SERVICE_NAME: appOf(app),
  };
}
