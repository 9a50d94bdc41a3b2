import { afterAll, beforeAll, it } from '@jest/globals';
import { FaultyShop, SERVICES } from '../faults/faulty-shop.ts';
import { Proxy } from '../faults/proxy.ts';
import { survive } from '../faults/survive.ts';

/** Some of `npm run test:faults`, in a shop of its own. */
let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

it('survives kill -9 of everything at once, Postgres included', () =>
  survive(shop, 'kill -9 of everything', async () => {
    const all = [...SERVICES, 'postgres'];
    const pids = all.map((name) => shop.pid(name));
    for (const name of all) shop.signal(name, 'SIGKILL');
    await Promise.all(SERVICES.map((name, at) => shop.back(name, pids[at])));
  }));

it('survives the death of payment with the money taken and not yet booked', async () => {
  await shop.restartOnceWith('payment', { FAILPOINTS: 'payment.charge.after_call=kill' });
  const pid = shop.pid('payment');
  await survive(shop, 'killed at payment.charge.after_call', () => shop.died('payment', pid, 20_000));
});

it('survives lost answers between order and product', async () => {
  const proxy = await Proxy.before(shop.port('product', 'grpc'));
  await shop.restartWith('order', { PRODUCT_GRPC: proxy.address });
  await survive(shop, 'answers lost', async () => {
    proxy.loseAnswers();
    await new Promise((resolve) => setTimeout(resolve, 400));
    proxy.cut();
  });
  proxy.close();
});
