import { appOf, type App } from './apps.ts';
import { readSettings, type Environment } from './environment.ts';
import { freePorts } from './ports.ts';

/** Where an app listens, and what deploy/env says of it. */
export interface Placed {
  app: App;
  settings: Environment;
  http: number;
  grpc: number | undefined;
}

export interface Placement {
  apps: readonly Placed[];
  /** The gateway's admin port. */
  admin: number;
  /** From the names that deploy/env and kong.yml use to what they are here: `user:3001` to `127.0.0.1:43001`. */
  addresses: ReadonlyMap<string, string>;
}

const ADMIN_PORT = 8001;

/**
 * Finds a port for everything that listens.
 * @param wellKnown the ones of deploy/env where they are free; else any, so that a second shop never takes the port of a
 *   process of the first that is just being restarted
 */
export async function place(
  root: string,
  apps: readonly App[],
  gatewayPort: number,
  wellKnown: boolean,
): Promise<Placement> {
  const known = apps.map((app) => ({ app, settings: readSettings(root, appOf(app)) }));
  const wanted = known.flatMap(({ settings }) => [settings['HTTP_PORT'], settings['GRPC_PORT']]).map(Number);
  const preferred = [ADMIN_PORT, ...wanted.map((port) => port || 0)];
  const [admin, ...ports] = await freePorts(preferred.map((port) => (wellKnown && port !== gatewayPort ? port : 0)));
  const placed = known.map(({ app, settings }, index) => ({
    app,
    settings,
    http: ports[index * 2]!,
    grpc: settings['GRPC_PORT'] ? ports[index * 2 + 1] : undefined,
  }));
  return { apps: placed, admin: admin!, addresses: addressesOf(placed) };
}

function addressesOf(placed: readonly Placed[]): Map<string, string> {
  const addresses = new Map<string, string>();
  for (const { app, settings, http, grpc } of placed) {
    if (app.replicaOf) continue;
    addresses.set(`${app.name}:${settings['HTTP_PORT']}`, `127.0.0.1:${http}`);
    if (grpc) addresses.set(`${app.name}:${settings['GRPC_PORT']}`, `127.0.0.1:${grpc}`);
  }
  return addresses;
}
