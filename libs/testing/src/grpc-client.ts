import { ClientProxyFactory, type ClientGrpc } from '@nestjs/microservices';
import type { ProtoPackage } from '@shopmesh/contracts';
import { grpcClientOptions } from '@shopmesh/runtime';

/** The secret that services under test share. */
export const SERVICE_SECRET = 'a secret that only the tests know';

/** Nest's client of a service's gRPC side; close it when done. @param address `host:port` @param caller who it says it is */
export function grpcClient(
  name: ProtoPackage,
  address: string,
  caller: ProtoPackage,
  secret: string | undefined = SERVICE_SECRET,
): ClientGrpc & { close(): void } {
  return ClientProxyFactory.create(grpcClientOptions(name, address, { name: caller, secret })) as never;
}
