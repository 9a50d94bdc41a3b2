import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { runningShop } from '../../deploy/local/processes.ts';
import { call, newCustomer, newProduct, orderOf, place, until } from './client.ts';
import { target } from './target.ts';

const { dataDir } = target();
/** Only a shop started for the run shows its processes; in containers and clusters, other specs do this. */
const embedded = dataDir ? describe : describe.skip;

const SERVICES = ['user', 'product', 'order', 'payment'];
const shop = () => runningShop(dataDir ?? '') ?? fail();
const pidOf = (name: string) => shop().processes.find((process) => process.name === name)?.pid;

function fail(): never {
  throw new Error('the shop is not running');
}

async function backAgain(name: string, pid: number): Promise<void> {
  const end = Date.now() + 5000;
  const isBack = async () => {
    const now = shop().processes.find((process) => process.name === name);
    if (!now?.pid || now.pid === pid) return false;
    const ready = await fetch(`http://127.0.0.1:${now.ports['http']}/health/ready`).catch(() => undefined);
    return ready?.ok ?? false;
  };
  while (!(await isBack())) {
    if (Date.now() > end) throw new Error(`${name} is not back after 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

embedded('a service that is killed', () => {
  it.each([...SERVICES, 'payment-simulator'])('%s is back within five seconds, and the shop goes on', async (name) => {
    const [{ token }, product] = [await newCustomer(), await newProduct(5)];
    const pid = pidOf(name) ?? 0;
    process.kill(pid, 'SIGKILL');
    if (name !== 'payment-simulator') await backAgain(name, pid);
    const placed = await place(token, orderOf([product.id]));
    expect([201, 202]).toContain(placed.status);
    await until(`/v1/orders/${placed.body.id}`, token, ({ status }) => status === 'CONFIRMED');
  });

  it('loses no order that it was driving', async () => {
    const [{ token }, product] = [await newCustomer(), await newProduct(50)];
    const placing = Array.from({ length: 20 }, () => place(token, orderOf([product.id])).catch(() => undefined));
    setTimeout(() => process.kill(pidOf('order') ?? 0, 'SIGKILL'), 30);
    await Promise.all(placing);
    const terminal = ({ items }: { items: { status: string }[] }) =>
      items.every(({ status }) => ['CONFIRMED', 'CANCELLED'].includes(status));
    await until('/v1/orders?limit=100', token, (body) => body.items && terminal(body), 45);
    const { items } = (await call('GET', '/v1/orders?limit=100', { token })).body;
    const sold = items.filter(({ status }: { status: string }) => status === 'CONFIRMED').length;
    expect((await call('GET', `/v1/products/${product.id}`)).body.stock.available).toBe(50 - sold);
  });
});

embedded('a service that is away', () => {
  let stopped: number | undefined;
  afterEach(() => {
    if (stopped) process.kill(stopped, 'SIGCONT');
  });

  it('makes the order wait, not fail: payment', async () => {
    const [{ token }, product] = [await newCustomer(), await newProduct(5)];
    stopped = pidOf('payment') ?? 0;
    process.kill(stopped, 'SIGSTOP');
    const placed = await place(token, orderOf([product.id]));
    expect(placed.status).toBe(202);
    expect(placed.ms).toBeLessThan(4000);
    process.kill(stopped, 'SIGCONT');
    await until(`/v1/orders/${placed.body.id}`, token, ({ status }) => status === 'CONFIRMED', 45);
  });

  it('is a 503 with Retry-After when nothing was placed yet: product', async () => {
    const [{ token }, product] = [await newCustomer(), await newProduct(5)];
    stopped = pidOf('product') ?? 0;
    process.kill(stopped, 'SIGSTOP');
    const refused = await place(token, orderOf([product.id]));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(refused.body.code).toBe('product.unavailable');
  });
});

embedded('the databases', () => {
  it.each(SERVICES.flatMap((one) => SERVICES.filter((other) => other !== one).map((other) => [one, other])))(
    'of %s cannot be read as %s',
    async (owner, other) => {
      const url = new URL(shop().databaseUrl(other));
      url.pathname = new URL(shop().databaseUrl(owner)).pathname;
      const client = new Client({ connectionString: url.href });
      await expect(client.connect()).rejects.toMatchObject({ code: '42501' });
    },
  );
});
