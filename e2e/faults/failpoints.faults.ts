import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { FAILPOINTS } from '@shopmesh/runtime';
import { FaultyShop } from './faulty-shop.ts';
import { tellProvider } from './provider-control.ts';
import { survive } from './survive.ts';

/** The load comes by each of them within this. */
const REACHED_MS = 45_000;
/** Where a cancelled order comes by whose payment has no outcome: there are few when webhooks tell it at once. */
const ON_THE_WAY_BACK = /\.(void|bury|cancel|refund|begin_refund|complete_refund)\./;

let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

describe('a process that dies', () => {
  it.each(FAILPOINTS)('at %s loses nothing', async (name) => {
    const [app = ''] = name.split('.');
    const webhooks = ON_THE_WAY_BACK.test(name) ? 'lost' : 'once';
    await tellProvider(shop.port('payment-simulator', 'http'), { webhooks });
    await shop.restartOnceWith(app, { FAILPOINTS: `${name}=kill` });
    const pid = shop.pid(app);
    await survive(shop, `killed at \`${name}\``, () => shop.died(app, pid, REACHED_MS));
  });
});
