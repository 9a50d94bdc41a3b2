import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as embedded from '@shopmesh/embedded-postgres';
import { listenOnLoopback } from './loopback.ts';

/** Where the run's Postgres is asked for; set here, read by every test process. */
export const POSTGRES_ON_REQUEST = 'SHOPMESH_TEST_POSTGRES';

/** Nothing of a test outlives its run, so nothing has to survive a crash. */
const NO_DURABILITY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

let requests: Server | undefined;
let postgres: Promise<{ superuserUrl: string; remove(): Promise<void> }> | undefined;

/** Once before a test run: one Postgres for all of it, started when the first test asks, so that others need not wait. */
export default async function setUp(): Promise<void> {
  requests = createServer((_, response) => {
    postgres ??= startTemporaryPostgres();
    postgres.then(
      ({ superuserUrl }) => response.end(superuserUrl),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  process.env[POSTGRES_ON_REQUEST] = await listenOnLoopback(requests);
}

/** Once after it. */
export async function tearDown(): Promise<void> {
  requests?.close();
  await (await postgres)?.remove();
}

async function startTemporaryPostgres() {
  const dataDir = await mkdtemp(join(tmpdir(), 'shopmesh-test-'));
  // By its path: outside of tests, the name of a package stands for what was built of it, maybe long ago.
  const sources = join(import.meta.dirname, '../../embedded-postgres/src/index.ts');
  const { startPostgres } = (await import(sources)) as typeof embedded;
  const server = await startPostgres({ dataDir, databases: [], settings: NO_DURABILITY });
  const remove = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  };
  return { superuserUrl: server.superuserUrl, remove };
}
