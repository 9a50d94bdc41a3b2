import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultyShop, SERVICES } from './faulty-shop.ts';
import { survive } from './survive.ts';

/** Longer than every deadline and lease. */
const STOP_SECONDS = 30;

let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

async function kill(...names: string[]): Promise<void> {
  const pids = names.map((name) => [name, shop.pid(name)] as const);
  for (const name of names) shop.signal(name, 'SIGKILL');
  await Promise.all(pids.filter(([name]) => name !== 'postgres').map(([name, pid]) => shop.back(name, pid)));
}

describe('kill -9', () => {
  it.each(SERVICES)('of %s', (name) => survive(shop, `kill -9 of ${name}`, () => kill(name)));
  it('of all of them at once', () => survive(shop, 'kill -9 of all services at once', () => kill(...SERVICES)));
  it('of all of them and Postgres at once', () =>
    survive(shop, 'kill -9 of all services and Postgres at once', () => kill(...SERVICES, 'postgres')));
  it('of order, again and again', () =>
    survive(shop, 'kill -9 of order, three times in a row', async () => {
      for (let time = 0; time < 3; time++) await kill('order');
    }));
});

describe('SIGSTOP', () => {
  it.each(SERVICES)('of %s', (name) =>
    survive(shop, `SIGSTOP of ${name} for ${STOP_SECONDS} s`, async () => {
      shop.signal(name, 'SIGSTOP');
      await sleep(STOP_SECONDS * 1000);
      shop.signal(name, 'SIGCONT');
    }),
  );
});
