import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { CurrentUser, Roles, type User } from '@shopmesh/auth';
import { Endpoint, Problem, validMessage } from '@shopmesh/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CheckoutService } from './checkout.service.ts';
import { EventList, IdempotencyKey, NewOrder, OrderPage, OrderQuery, OrderView } from './order.schema.ts';
import { OrderService, type Viewer } from './order.service.ts';

const OrderId = z.uuid();

@Controller('v1/orders')
export class OrderController {
  constructor(
    @Inject(CheckoutService) private readonly checkout: CheckoutService,
    @Inject(OrderService) private readonly orders: OrderService,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Place an order: buys, pays and answers when it is CONFIRMED, or 202 when that takes longer',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'Repeating a request with its key repeats its answer',
  })
  @ApiResponse({ status: 201, standardSchema: OrderView, description: 'confirmed' })
  @ApiResponse({ status: 202, standardSchema: OrderView, description: 'still going: see Location' })
  @ApiResponse({ status: '4XX', standardSchema: Problem, description: 'refused' } as never)
  async place(
    @CurrentUser() user: User,
    @Headers() headers: Record<string, string>,
    @Body({ schema: NewOrder }) body: NewOrder,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const placed = await this.checkout.place(user.id, idempotencyKey(headers), body, request.id);
    if (placed.orderId) void reply.header('location', `/v1/orders/${placed.orderId}`);
    const type = placed.status < 400 ? 'application/json' : 'application/problem+json';
    // Sent as it is stored: a repeat gets the same bytes.
    await reply.status(placed.status).header('content-type', `${type}; charset=utf-8`).send(placed.body);
  }

  @Get()
  @Endpoint('List own orders, newest first; staff see all', OrderPage)
  list(@CurrentUser() user: User, @Query({ schema: OrderQuery }) query: OrderQuery): Promise<OrderPage> {
    return this.orders.list(viewer(user), query);
  }

  @Get(':id')
  @Endpoint('Show an order', OrderView)
  find(@CurrentUser() user: User, @Param('id', { schema: OrderId }) id: string): Promise<OrderView> {
    return this.orders.find(viewer(user), id);
  }

  @Get(':id/events')
  @Endpoint('What happened to an order; as Server-Sent Events with `Accept: text/event-stream`', EventList)
  @ApiProduces('application/json', 'text/event-stream')
  async events(
    @CurrentUser() user: User,
    @Param('id', { schema: OrderId }) id: string,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EventList | StreamableFile> {
    if (!headers['accept']?.includes('text/event-stream')) return this.orders.events(viewer(user), id);
    const lastSeq = Number.parseInt(headers['last-event-id'] ?? '0', 10) || 0;
    const events = await this.orders.stream(viewer(user), id, lastSeq);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(Readable.from(events), { type: 'text/event-stream; charset=utf-8' });
  }

  @Post(':id/cancel')
  @Endpoint('Cancel an order that is not paid yet', OrderView)
  cancel(
    @CurrentUser() user: User,
    @Param('id', { schema: OrderId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<OrderView> {
    return this.orders.command(viewer(user), id, 'cancel', request.id);
  }

  @Post(':id/ship')
  @Roles('staff')
  @Endpoint('Mark an order as shipped', OrderView)
  ship(
    @CurrentUser() user: User,
    @Param('id', { schema: OrderId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<OrderView> {
    return this.orders.command(viewer(user), id, 'ship', request.id);
  }

  @Post(':id/deliver')
  @Roles('staff')
  @Endpoint('Mark an order as delivered', OrderView)
  deliver(
    @CurrentUser() user: User,
    @Param('id', { schema: OrderId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<OrderView> {
    return this.orders.command(viewer(user), id, 'deliver', request.id);
  }
}

function idempotencyKey(headers: Record<string, string>): string {
  return validMessage(IdempotencyKey, { 'Idempotency-Key': headers['idempotency-key'] })['Idempotency-Key'];
}

function viewer(user: User): Viewer {
  return { id: user.id, isStaff: user.roles.includes('staff') };
}
