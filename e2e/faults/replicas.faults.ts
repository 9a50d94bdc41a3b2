import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { replicaOf } from '../../deploy/local/apps.ts';
import { FaultyShop } from './faulty-shop.ts';
import { survive } from './survive.ts';

const SECOND = replicaOf('order');
const REPLICAS = ['order', SECOND.name];
/** The second replica keeps each answer of a neighbour for this long. */
const HOLD_MS = 1500;
/** A lease takes 15 s, and a second passes until somebody looks. */
const STOP_SECONDS = 24;

/** Orders that have been at step $1 for longer than it takes when nobody keeps its answer. */
const HELD = `
  SELECT id FROM orders WHERE step = $1::order_step AND updated_at < now() - interval '300 milliseconds'
    AND coalesce(payment_token, 'tok_visa') = 'tok_visa'`;
const UNFINISHED = `SELECT id FROM orders WHERE step <> 'DONE' AND id = ANY ($1)`;

/** Two processes of Order on one database; customers come to either, as a balancer would have it. */
let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open([SECOND]);
  shop.entrances = REPLICAS.map((name) => `http://127.0.0.1:${shop.port(name, 'http')}`);
});
afterAll(() => shop?.close());

async function idsOf(text: string, value: unknown): Promise<string[]> {
  return (await shop.query<{ id: string }>('order', text, [value])).map(({ id }) => id);
}

/**
 * Stops the second replica with answers to a step in its hands, until its leases are over. The other must have finished
 * those orders by then; it wakes, and its answers are old.
 */
async function stopSecond(step: string): Promise<void> {
  while ((await idsOf(HELD, step)).length === 0) await sleep(50);
  shop.signal(SECOND.name, 'SIGSTOP');
  const held = await idsOf(HELD, step);
  await sleep(STOP_SECONDS * 1000);
  const unfinished = await idsOf(UNFINISHED, held);
  shop.signal(SECOND.name, 'SIGCONT');
  expect(held).not.toEqual([]);
  expect(unfinished).toEqual([]);
}

it('two replicas of order are restarted one after the other, and nobody is answered with an error', async () => {
  const load = await survive(shop, 'SIGTERM of each of two replicas of order, one after the other', async () => {
    for (const name of REPLICAS) await shop.restartWith(name);
  });
  expect(load.failures).toEqual([]);
});

describe('one of two replicas of order', () => {
  it('dies', () =>
    survive(shop, 'kill -9 of one of two replicas of order', async () => {
      const pid = shop.pid(SECOND.name);
      shop.signal(SECOND.name, 'SIGKILL');
      await shop.back(SECOND.name, pid);
    }));

  it.each(['RESERVE', 'PAY', 'COMMIT'])(
    'stops with answers to %s in its hands, for longer than its leases',
    async (step) => {
      await shop.restartOnceWith(SECOND.name, {
        FAILPOINTS: `order.${step.toLowerCase()}.after_call=pause:${HOLD_MS}`,
      });
      const fault = `SIGSTOP of one of two replicas of order for ${STOP_SECONDS} s, at ${step}`;
      await survive(shop, fault, () => stopSecond(step));
    },
  );
});
