import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { order, payment, product, user, type ProtoPackage } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import { grpcClient } from '@shopmesh/testing';
import { runningShop } from '../../deploy/local/processes.ts';
import { target } from './target.ts';

/** Only a shop started for the run shows its gRPC ports; elsewhere nobody outside reaches them. */
const dataDir = target().dataDir;
const embedded = dataDir ? describe : describe.skip;

const SERVICES: [name: ProtoPackage, service: string][] = [
  ['user', user.USER_SERVICE_NAME],
  ['product', product.PRODUCT_SERVICE_NAME],
  ['order', order.ORDER_SERVICE_NAME],
  ['payment', payment.PAYMENT_SERVICE_NAME],
];

/** Calls every gRPC method of a service with an empty request. @returns what each refused it with */
async function refusals(name: ProtoPackage, service: string, caller: string, secret: string): Promise<string[]> {
  const port = runningShop(dataDir!)!.processes.find((process) => process.name === name)!.ports['grpc'];
  const client = grpcClient(name, `127.0.0.1:${port}`, caller as ProtoPackage, secret);
  try {
    const methods = client.getService<Record<string, (...args: unknown[]) => never>>(service);
    const calls = Object.values(methods).map((method) =>
      unary(name, 2000, (...options) => method({}, ...options)).then(
        () => 'let in',
        (error: { code: string }) => error.code,
      ),
    );
    return await Promise.all(calls);
  } finally {
    client.close();
  }
}

embedded.each(SERVICES)('the gRPC methods of %s', (name, service) => {
  it('are closed to whoever does not prove to be a service', async () => {
    const found = await refusals(name, service, 'order', 'a secret that is not the one of the shop');
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(['caller.unknown']));
  });

  it('are closed to services that they are not made for', async () => {
    const { SERVICE_SECRET } = JSON.parse(readFileSync(join(dataDir!, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >;
    const found = await refusals(name, service, 'somebody', SERVICE_SECRET!);
    expect(new Set(found)).toEqual(new Set(['caller.refused']));
  });
});
