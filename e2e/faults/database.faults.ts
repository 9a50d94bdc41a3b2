import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASES } from '../../deploy/local/check/evidence.ts';
import { FaultyShop } from './faulty-shop.ts';
import { survive } from './survive.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

const TERMINATE_SECONDS = 5;
const TERMINATE = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()`;

describe('Postgres', () => {
  it.each([
    ['immediately (SIGQUIT)', 'SIGQUIT'],
    ['by kill -9', 'SIGKILL'],
  ] as const)('restarts %s', (how, signal) =>
    survive(shop, `Postgres restarted ${how}`, async () => {
      const pid = shop.pid('postgres');
      shop.signal('postgres', signal);
      await shop.died('postgres', pid, 5000);
      while (!shop.pid('postgres')) await sleep(50);
    }),
  );

  it('ends every connection of every service, for five seconds', () =>
    survive(shop, `pg_terminate_backend in a loop for ${TERMINATE_SECONDS} s`, async () => {
      for (const end = Date.now() + TERMINATE_SECONDS * 1000; Date.now() < end; await sleep(100)) {
        await Promise.all(DATABASES.map((app) => shop.query(app, TERMINATE)));
      }
    }));

  it('hangs for ten seconds', () =>
    survive(shop, 'SIGSTOP of Postgres for 10 s', async () => {
      // Its backends are processes of their own.
      const backends = await shop.query<{ pid: number }>(
        'order',
        `SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()`,
      );
      const signal = (name: NodeJS.Signals) => {
        for (const { pid } of backends) trySignal(pid, name);
        shop.signal('postgres', name);
      };
      signal('SIGSTOP');
      await sleep(10_000);
      signal('SIGCONT');
    }));
});

function trySignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
