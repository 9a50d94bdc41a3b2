import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { payment as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import type { OrderRow } from './order.schema.ts';

export const PAYMENT_CLIENT = Symbol('payment gRPC');

/** Payment, as Order needs it. */
@Injectable()
export class PaymentClient {
  readonly #payment: proto.PaymentServiceClient;

  constructor(@Inject(PAYMENT_CLIENT) client: ClientGrpc) {
    this.#payment = client.getService(proto.PAYMENT_SERVICE_NAME);
  }

  /** CAPTURED, DECLINED, CANCELLED, or SUBMITTED while the outcome is unknown. */
  async pay(order: OrderRow, deadlineMs: number): Promise<{ status: string; declineCode: string }> {
    const request = { ...subject(order), token: order.paymentToken ?? '' };
    const { status, declineCode } = await unary('payment', deadlineMs, (...options) =>
      this.#payment.pay(request, ...options),
    );
    return { status: short(status), declineCode };
  }

  /** CANCELLED, DECLINED or REFUNDED when no money is kept; CAPTURED or SUBMITTED while that is not certain. */
  async void(order: OrderRow, deadlineMs: number): Promise<string> {
    const { status, refunded } = await unary('payment', deadlineMs, (...options) =>
      this.#payment.void(subject(order), ...options),
    );
    const isRefunded = status === proto.PaymentStatus.PAYMENT_STATUS_CAPTURED && refunded === order.total;
    return isRefunded ? 'REFUNDED' : short(status);
  }
}

function subject(order: OrderRow): proto.VoidRequest {
  const { paymentId, id: orderId, userId, total: amount, currency } = order;
  return { paymentId, orderId, userId, amount: { amount, currency } };
}

function short(status: proto.PaymentStatus): string {
  return status.replace('PAYMENT_STATUS_', '');
}
