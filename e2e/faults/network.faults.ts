import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { FaultyShop } from './faulty-shop.ts';
import { Proxy } from './proxy.ts';
import { survive } from './survive.ts';

let shop: FaultyShop;
let proxy: Proxy | undefined;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterEach(() => proxy?.close());
afterAll(() => shop?.close());

/** Who calls whom, and the setting that tells where. */
const LINKS = [
  ['order', 'product', 'grpc', 'PRODUCT_GRPC'],
  ['order', 'payment', 'grpc', 'PAYMENT_GRPC'],
  ['payment', 'payment-simulator', 'http', 'PROVIDER_URL'],
] as const;
const LOSSES = 5;
const UNHEARD_MS = 400;

describe.each(LINKS)('between %s and %s', (caller, callee, protocol, setting) => {
  it('answers are lost', async () => {
    proxy = await Proxy.before(shop.port(callee, protocol));
    await shop.restartWith(caller, { [setting]: protocol === 'http' ? `http://${proxy.address}` : proxy.address });
    await survive(shop, `answers of ${callee} to ${caller} lost, ${LOSSES} times`, async () => {
      for (let time = 0; time < LOSSES; time++) {
        proxy?.loseAnswers();
        await sleep(UNHEARD_MS);
        proxy?.cut();
        await sleep(UNHEARD_MS);
      }
    });
    await shop.restartWith(caller);
  });
});
