import { Body, Controller, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { CurrentUser, Roles, type User } from '@shopmesh/auth';
import { Problem, validMessage } from '@shopmesh/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { IdempotencyKey, NewRefund, RefundView } from './refund.schema.ts';
import { RefundService } from './refund.service.ts';

@Controller('v1/payments')
export class RefundController {
  constructor(@Inject(RefundService) private readonly refunds: RefundService) {}

  @Post(':id/refunds')
  @Roles('staff')
  @ApiOperation({ summary: 'Refund a payment, wholly or in part: 201 also while the provider has not answered yet' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'Repeating a request with its key repeats its answer',
  })
  @ApiResponse({ status: 201, standardSchema: RefundView, description: 'SUCCEEDED, or SUBMITTED' })
  @ApiResponse({ status: '4XX', standardSchema: Problem, description: 'refused' } as never)
  async refund(
    @CurrentUser() user: User,
    @Param('id', { schema: z.uuid() }) id: string,
    @Headers() headers: Record<string, string>,
    @Body({ schema: NewRefund }) body: NewRefund,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = { 'Idempotency-Key': headers['idempotency-key'] };
    const { 'Idempotency-Key': key } = validMessage(IdempotencyKey, given);
    const by = { requestedBy: user.id, key, requestHash: hashOf([id.toLowerCase(), body]) };
    const answer = await this.refunds.request(id, body, by, request.id);
    const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
    // Sent as it is stored: a repetition gets the same bytes.
    await reply.status(answer.status).header('content-type', `${type}; charset=utf-8`).send(answer.body);
  }
}

/** Fingerprint of a validated request, whose members have one order whatever the client's was. */
function hashOf(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url');
}
