import { Controller, Inject } from '@nestjs/common';
import { Callers } from '@shopmesh/auth';
import { Money, order as proto } from '@shopmesh/contracts';
import { Database } from '@shopmesh/database';
import { DomainError, validMessage } from '@shopmesh/runtime';
import { z } from 'zod';
import { Departed } from './departed.ts';
import { OrderRefunds } from './order.refunds.ts';
import type { OrderRow } from './order.schema.ts';
import { FIND } from './order.sql.ts';

const Request = z.object({ orderId: z.uuid() });
const User = z.object({ userId: z.uuid() });
const Refund = Request.extend({ refundId: z.uuid(), amount: Money });

/** What other services may ask about orders, and tell of them. */
@Controller()
@proto.OrderServiceControllerMethods()
export class OrderGrpc implements proto.OrderServiceController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrderRefunds) private readonly refunds: OrderRefunds,
    @Inject(Departed) private readonly departed: Departed,
  ) {}

  @Callers('product')
  async getOrder(request: proto.GetOrderRequest): Promise<proto.GetOrderResponse> {
    const { orderId } = validMessage(Request, request);
    const row = await this.database.one<OrderRow>(FIND, [orderId, null]);
    if (!row) throw new DomainError('not_found', 'order.not_found', 'there is no such order');
    return { orderId, userId: row.userId, status: row.status };
  }

  @Callers('payment')
  async recordRefund(request: proto.RecordRefundRequest): Promise<proto.RecordRefundResponse> {
    const { amount, ...refund } = validMessage(Refund, request);
    await this.refunds.record({ ...refund, ...amount });
    return {};
  }

  @Callers('user')
  async forgetUser(request: proto.ForgetUserRequest): Promise<proto.ForgetUserResponse> {
    return { underWay: await this.departed.forget(validMessage(User, request).userId) };
  }
}
