import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { order as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import type { UntoldRefund } from './refund.schema.ts';

export const ORDER_CLIENT = Symbol('order gRPC');

const DEADLINE_MS = 1000;

/** Order, as Payment needs it. */
@Injectable()
export class OrderClient {
  readonly #order: proto.OrderServiceClient;

  constructor(@Inject(ORDER_CLIENT) client: ClientGrpc) {
    this.#order = client.getService(proto.ORDER_SERVICE_NAME);
  }

  /** May be repeated. @throws unavailable `order.unavailable`; conflict `order.unfinished`, `order.busy`: tell again */
  async recordRefund({ id: refundId, orderId, amount, currency }: UntoldRefund): Promise<void> {
    const request = { orderId, refundId, amount: { amount, currency } };
    await unary('order', DEADLINE_MS, (...options) => this.#order.recordRefund(request, ...options));
  }
}
