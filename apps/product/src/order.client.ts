import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { order as proto } from '@shopmesh/contracts';
import { DomainError, unary } from '@shopmesh/runtime';

export const ORDER_CLIENT = Symbol('order gRPC');

const DEADLINE_MS = 1000;

/** Order, as Product needs it. */
@Injectable()
export class OrderClient {
  readonly #order: proto.OrderServiceClient;

  constructor(@Inject(ORDER_CLIENT) client: ClientGrpc) {
    this.#order = client.getService(proto.ORDER_SERVICE_NAME);
  }

  /** The order's status, or undefined when Order knows no such order. @throws unavailable `order.unavailable` */
  async status(orderId: string): Promise<string | undefined> {
    try {
      return (await unary('order', DEADLINE_MS, (...options) => this.#order.getOrder({ orderId }, ...options))).status;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return undefined;
      throw error;
    }
  }
}
