import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { order as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';

export const ORDER_CLIENT = Symbol('order gRPC');

const DEADLINE_MS = 2000;

/** Order, as User needs it. */
@Injectable()
export class OrderClient {
  readonly #order: proto.OrderServiceClient;

  constructor(@Inject(ORDER_CLIENT) client: ClientGrpc) {
    this.#order = client.getService(proto.ORDER_SERVICE_NAME);
  }

  /** May be repeated. @returns how many orders are not over and keep their address until they are. @throws unavailable `order.unavailable` */
  async forgetUser(userId: string): Promise<number> {
    const { underWay } = await unary('order', DEADLINE_MS, (...options) =>
      this.#order.forgetUser({ userId }, ...options),
    );
    return underWay;
  }
}
