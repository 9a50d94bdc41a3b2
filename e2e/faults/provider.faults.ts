import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultyShop } from './faulty-shop.ts';
import { tellProvider } from './provider-control.ts';
import { survive } from './survive.ts';

let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

const FAULT_MS = 8000;

describe('the provider', () => {
  it.each([
    ['is slow (2 s for each call)', { latencyMs: 2000 }],
    ['is slower than Payment waits (6 s)', { latencyMs: 6000 }],
    ['is down', { down: true }],
    ['charges without an answer', { chargeWithoutAnswer: true }],
    ['sends each webhook twice', { webhooks: 'twice' }],
    ['sends webhooks in the wrong order', { webhooks: 'reordered' }],
    ['loses webhooks', { webhooks: 'lost' }],
    ['sends no webhook and no answer to charges', { webhooks: 'lost', chargeWithoutAnswer: true }],
  ])('%s', (what, misbehaviour) =>
    survive(shop, `the provider ${what}`, async () => {
      await tellProvider(shop.port('payment-simulator', 'http'), misbehaviour);
      await sleep(FAULT_MS);
      await tellProvider(shop.port('payment-simulator', 'http'));
    }),
  );
});
