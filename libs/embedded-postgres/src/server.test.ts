import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { binaries } from './binaries.ts';
import { birthOf, FolderInUse } from './claim.ts';
import { CLEAN_ENVIRONMENT, dataArgument, openCluster, unprivileged } from './cluster.ts';
import { startPostgres, type Postgres } from './server.ts';

const databases = [
  { name: 'shopmesh_left', password: 'l@ft/secret' },
  { name: 'shopmesh_right', password: 'right' },
];
const dataDir = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
let postgres: Postgres | undefined;

const start = async () => (postgres = await startPostgres({ dataDir, databases }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function goes(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 5000; waited += 50) {
    if (!birthOf(pid)) return true;
    await sleep(50);
  }
  return false;
}

afterEach(() => postgres?.stop());
afterAll(() => rmSync(dataDir, { recursive: true }));

describe('startPostgres', () => {
  it('gives each role its own database and no other', async () => {
    const { url, superuserUrl } = await start();
    const left = url('shopmesh_left');
    await query(left, 'create table notes (body text); create extension pg_trgm; create extension unaccent');
    expect(await query(left, 'select current_user, current_database()')).toEqual([
      { current_user: 'shopmesh_left', current_database: 'shopmesh_left' },
    ]);
    for (const other of ['shopmesh_right', 'postgres', 'template1']) {
      await expect(query(left.replace(/\w+$/, other), 'select 1')).rejects.toMatchObject({ code: '42501' });
    }
    await expect(query(left, 'create database mine')).rejects.toMatchObject({ code: '42501' });
    await expect(query(left.replace('l%40ft', 'guessed'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(await query(superuserUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('keeps what was written for the next start, and takes a changed password', async () => {
    await query((await start()).url('shopmesh_left'), `insert into notes values ('kept')`);
    await postgres?.stop();
    const changed = databases.map((database) => ({ ...database, password: 'changed' }));
    postgres = await startPostgres({ dataDir, databases: changed });
    expect(await query(postgres.url('shopmesh_left'), 'select body from notes')).toEqual([{ body: 'kept' }]);
  });

  it('refuses a folder that another living process uses', async () => {
    await start();
    await expect(startPostgres({ dataDir, databases })).rejects.toThrow(FolderInUse);
  });

  it('ends with its parent when that is killed, and the next start keeps the data', async () => {
    const { child, pid } = await startInChild();
    child.kill('SIGKILL');
    expect(await goes(pid)).toBe(true);
    expect(await query((await start()).url('shopmesh_left'), 'select body from notes')).toHaveLength(1);
  });

  it('stops a server that was left behind on the folder before it starts its own', async () => {
    const orphan = await leaveServerBehind();
    await start();
    expect(birthOf(orphan)).toBeUndefined();
  });

  it('shows the end of the log when the server gives up', async () => {
    const settings = { shared_buffers: 'plenty' };
    await expect(startPostgres({ dataDir, databases, settings })).rejects.toThrow(/invalid value.*"plenty"/);
  });

  it('tells that the server was killed, and starts again on the same port', async () => {
    const { pid, port, exited } = await start();
    process.kill(pid, 'SIGKILL');
    expect(await exited).toBe('SIGKILL');
    postgres = await startPostgres({ dataDir, databases, port });
    expect(postgres.port).toBe(port);
  });
});

async function startInChild(): Promise<{ child: ChildProcess; pid: number }> {
  const script = `
    const { startPostgres } = await import('@shopmesh/embedded-postgres');
    console.log((await startPostgres(${JSON.stringify({ dataDir, databases })})).pid);`;
  const child = spawn(process.execPath, ['--conditions=@shopmesh/source', '--input-type=module', '-e', script], {
    cwd: new URL('.', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, pid: Number(pid) };
}

/** As after a death so sudden that not even the watchdog remained. */
async function leaveServerBehind(): Promise<number> {
  const native = await binaries(unprivileged(join(dataDir, 'data')) !== undefined);
  const { data, runAs } = await openCluster(dataDir, native);
  const server = spawn(join(native, 'bin/postgres'), ['-D', dataArgument({ data, runAs }), '-c', 'port=0'], {
    cwd: data,
    env: CLEAN_ENVIRONMENT,
    detached: true,
    stdio: 'ignore',
    ...runAs,
  });
  await sleep(300);
  return server.pid!;
}
