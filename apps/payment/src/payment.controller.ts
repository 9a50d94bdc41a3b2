import { Controller, Get, Inject, Param } from '@nestjs/common';
import { CurrentUser, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { z } from 'zod';
import { PaymentView, toView } from './payment.schema.ts';
import { PaymentService, unknownPayment } from './payment.service.ts';

@Controller('v1/payments')
export class PaymentController {
  constructor(@Inject(PaymentService) private readonly payments: PaymentService) {}

  @Get(':id')
  @Endpoint('Show a payment: your own, or any to staff', PaymentView)
  async find(@Param('id', { schema: z.uuid() }) id: string, @CurrentUser() user: User): Promise<PaymentView> {
    const payment = await this.payments.find(id);
    // The same answer as for an unknown one: whether it exists is not for others to know.
    if (payment.userId !== user.id && !user.roles.includes('staff')) throw unknownPayment();
    return toView(payment);
  }
}
