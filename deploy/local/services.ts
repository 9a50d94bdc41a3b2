import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appOf } from './apps.ts';
import { startProgram } from './child.ts';
import { appEnvironment, commonEnvironment, readSettings, rewriteAddresses } from './environment.ts';
import type { Member } from './fleet.ts';
import { statusOf } from './health.ts';
import type { Launch } from './launch.ts';
import { logFile, tail } from './logs.ts';
import type { Placed, Placement } from './placement.ts';
import { StartFailure } from './start-failure.ts';

const READY_MS = 60_000;
const LOOK_MS = 40;
/** A process that dies this often before it serves is not going to. */
const HOPELESS_DEATHS = 3;
/** Less memory for an idle shop: smaller young generations (MiB), and one collection of what loading left behind. */
const LEAN = [
  '--max-semi-space-size=8',
  '--expose-gc',
  `--import=${new URL('collect-once.mjs', import.meta.url).href}`,
];

/** Starts the services and the provider at once, then the gateway: who gets through finds all of them. @throws StartFailure */
export async function startServices(launch: Launch, placement: Placement): Promise<void> {
  await Promise.all(placement.apps.map((placed) => startMember(launch, service(launch, placement, placed))));
  await startMember(launch, gateway(launch, placement));
}

function service(launch: Launch, placement: Placement, placed: Placed): Member {
  const { root, dataDir } = launch;
  const { app, http, grpc } = placed;
  const env = appEnvironment(placed, placement, launch);
  // Costs 40 MB and 200 ms in each service, and does nothing without a collector.
  const telemetry = env['OTEL_EXPORTER_OTLP_ENDPOINT'] ? ['--import=@shopmesh/telemetry/register'] : [];
  const main = join(root, 'apps', appOf(app), 'dist/main.js');
  const program = { command: [...LEAN, ...telemetry, main], cwd: root, env, log: logFile(dataDir, app.name) };
  return {
    name: app.name,
    stage: app.outside ? 'outside' : 'service',
    ports: grpc ? { http, grpc } : { http },
    launch: () => startProgram({ ...program, env: { ...env, ...launch.env[app.name] } }),
    isReady: async () => (await statusOf(`http://127.0.0.1:${http}/health/ready`)) === 200,
  };
}

function gateway({ root, dataDir, baseUrl, gatewayPort, limitFactor }: Launch, placement: Placement): Member {
  const options = {
    config: join(root, 'deploy/kong/kong.yml'),
    port: gatewayPort,
    'admin-port': placement.admin,
    'limit-factor': limitFactor,
    jwks: rewriteAddresses(readSettings(root, 'common'), placement.addresses)['JWKS_URL'],
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  // Like curl's --connect-to: kong.yml names the hosts of containers, which nobody resolves here.
  const connect = [...placement.addresses].flatMap(([name, place]) => ['--connect', `${name}=${place}`]);
  const main = join(root, 'apps/local-gateway/dist/main.js');
  const program = {
    command: [...LEAN, main, ...flags, ...connect],
    cwd: root,
    env: { ...commonEnvironment(), SHOP_ISSUER: baseUrl },
    log: logFile(dataDir, 'gateway'),
  };
  return {
    name: 'gateway',
    stage: 'gateway',
    ports: { http: gatewayPort, admin: placement.admin },
    launch: () => startProgram(program),
    // Any answer will do: what the gateway says of / is the business of kong.yml.
    isReady: async () => (await statusOf(`http://127.0.0.1:${gatewayPort}/`)) > 0,
  };
}

async function startMember({ dataDir, fleet, signal }: Launch, member: Member): Promise<void> {
  const supervised = fleet.add(member);
  await supervised.start();
  for (const deadline = Date.now() + READY_MS; !(await member.isReady()); await sleep(LOOK_MS, undefined, { signal })) {
    if (Date.now() < deadline && supervised.deaths < HOPELESS_DEATHS) continue;
    const why = supervised.deaths ? `keeps ending (${supervised.lastExit})` : `is not ready after ${READY_MS / 1000} s`;
    const log = logFile(dataDir, member.name);
    throw new StartFailure(`${member.name} ${why}. The end of ${log}:\n${tail(log, 15)}`);
  }
  fleet.watch(member.name);
}
