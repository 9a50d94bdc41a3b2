import { ClientProxyFactory, type ClientGrpc } from '@nestjs/microservices';
import type { ProtoPackage } from '@shopmesh/contracts';
import { grpcOptions } from '@shopmesh/runtime';

/** Nest's client of a service's gRPC side; close it when done. @param address `host:port` */
export function grpcClient(name: ProtoPackage, address: string): ClientGrpc & { close(): void } {
  return ClientProxyFactory.create(grpcOptions(name, address)) as never;
}
