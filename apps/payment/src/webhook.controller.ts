import { Body, Controller, Headers, Inject, Param, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { Endpoint, Public } from '@shopmesh/runtime';
import { z } from 'zod';
import { RawBody } from './raw-body.ts';
import { WebhookService } from './webhook.service.ts';

const Received = z.object({ received: z.literal(true) }).meta({ id: 'WebhookReceived' });

/** Open to everyone: who sent an event is proved by its signature. */
@Public()
@Controller('v1/payments/webhooks')
export class WebhookController {
  constructor(@Inject(WebhookService) private readonly webhooks: WebhookService) {}

  @Post(':provider')
  @RawBody()
  @ApiBody({ description: 'An event as the provider sends it', schema: { type: 'object' } })
  @Endpoint('Hear from a payment provider; answered once the event is kept', Received)
  async receive(
    @Param('provider') provider: string,
    @Headers() headers: Record<string, string>,
    @Body() body: unknown,
  ): Promise<z.infer<typeof Received>> {
    await this.webhooks.receive(provider, Buffer.isBuffer(body) ? body : Buffer.alloc(0), headers);
    return { received: true };
  }
}
