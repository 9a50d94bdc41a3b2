import { Controller, Inject } from '@nestjs/common';
import { Callers } from '@shopmesh/auth';
import { Money, payment as proto } from '@shopmesh/contracts';
import { validMessage } from '@shopmesh/runtime';
import { z } from 'zod';
import type { NewPayment } from './payment.schema.ts';
import { PaymentService } from './payment.service.ts';
import type { PaymentStatus } from './payment.state.ts';

const MAX_ORDERS = 100;

const Void = z.object({ paymentId: z.uuid(), orderId: z.uuid(), userId: z.uuid(), amount: Money });
const Pay = Void.extend({ token: z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be the token of a card') });
const ListPayments = z.object({ orderIds: z.array(z.uuid()).max(MAX_ORDERS) });

/** What Order calls. */
@Controller()
@Callers('order')
@proto.PaymentServiceControllerMethods()
export class PaymentGrpc implements proto.PaymentServiceController {
  constructor(@Inject(PaymentService) private readonly payments: PaymentService) {}

  async pay(request: proto.PayRequest): Promise<proto.PayResponse> {
    const { token, ...payment } = validMessage(Pay, request);
    const { status, declineCode } = await this.payments.pay(wanted(payment), token);
    return { status: statusOf(status), declineCode: declineCode ?? '' };
  }

  async void(request: proto.VoidRequest): Promise<proto.VoidResponse> {
    const { status, refunded } = await this.payments.void(wanted(validMessage(Void, request)));
    return { status: statusOf(status), refunded };
  }

  async listPayments(request: proto.ListPaymentsRequest): Promise<proto.ListPaymentsResponse> {
    const rows = await this.payments.list(validMessage(ListPayments, request).orderIds);
    const payments = rows.map(({ id, orderId, amount, currency, status, refunded }) => {
      return { id, orderId, amount: { amount, currency }, status: statusOf(status), refunded };
    });
    return { payments };
  }
}

function wanted({ paymentId, orderId, userId, amount: { amount, currency } }: z.infer<typeof Void>): NewPayment {
  return { id: paymentId, orderId, userId, amount, currency };
}

function statusOf(status: PaymentStatus): proto.PaymentStatus {
  return proto.PaymentStatus[`PAYMENT_STATUS_${status}`];
}
