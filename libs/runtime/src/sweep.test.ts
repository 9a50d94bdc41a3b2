import { afterEach, expect, it } from '@jest/globals';
import { createLogger } from '@shopmesh/telemetry';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sweep } from './sweep.ts';

const log = createLogger('test', 'silent');
let runs = 0;
let sweep: Sweep;
afterEach(() => sweep.stop());

function counting(everyMs: number, work: () => Promise<boolean> = async () => false): void {
  runs = 0;
  sweep = new Sweep('test', everyMs, () => (runs++, work()), log);
  sweep.start();
}

it('looks again and again, also after it failed', async () => {
  counting(5, () => Promise.reject(new Error('no database')));
  await sleep(100);
  expect(runs).toBeGreaterThan(2);
});

it('looks at once when woken, and once more when woken meanwhile', async () => {
  counting(60_000, () => sleep(20, false));
  for (let woken = 0; woken < 10; woken++) sweep.wake();
  await sleep(100);
  expect(runs).toBe(2);
});

it('goes on while there may be more', async () => {
  counting(60_000, async () => runs < 5);
  sweep.wake();
  await sleep(20);
  expect(runs).toBe(5);
});

it('ends with its run, and does not look again', async () => {
  let isDone = false;
  counting(1, async () => {
    await sleep(50);
    return (isDone = true);
  });
  await sleep(20);
  await sweep.stop();
  expect(isDone).toBe(true);
  sweep.wake();
  await sleep(30);
  expect(runs).toBe(1);
});
