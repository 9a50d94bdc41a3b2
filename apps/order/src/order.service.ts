import { Inject, Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@shopmesh/contracts';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint, Readiness } from '@shopmesh/runtime';
import { z } from 'zod';
import { eventStream } from './event-stream.ts';
import { OrderDriver } from './order.driver.ts';
import {
  toView,
  type EventList,
  type OrderPage,
  type OrderQuery,
  type OrderRow,
  type OrderView,
} from './order.schema.ts';
import { EVENTS, FIND, LIST_ALL, LIST_OF_USER, LIST_UNFINISHED } from './order.sql.ts';
import { afterCommand, type Command, type OrderStatus } from './order.state.ts';

/** Who is looking: staff see every order, customers their own. */
export type Viewer = { id: string; isStaff: boolean };

/** A cancel that is not through after this is answered with what it has come to. */
const CANCEL_BOUND_MS = 2000;
const COMMAND_TRIES = 3;
const UNFINISHED = new Set<OrderStatus | undefined>(['PENDING', 'AWAITING_PAYMENT', 'CANCELLING']);

/** Orders as they are, and what people do to them. */
@Injectable()
export class OrderService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrderDriver) private readonly driver: OrderDriver,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** @throws not_found `order.not_found`, for somebody else's order too */
  async find(viewer: Viewer, id: string): Promise<OrderView> {
    return toView(await this.#row(viewer, id));
  }

  /** Newest first. @throws invalid `cursor.invalid` */
  async list(viewer: Viewer, query: OrderQuery): Promise<OrderPage> {
    const userId = viewer.isStaff ? query.userId : viewer.id;
    const scope = JSON.stringify(['orders', userId, query.status]);
    const after = query.cursor === undefined ? null : decodeCursor(scope, query.cursor, z.tuple([z.uuid()]))?.[0];
    if (after === undefined) throw new DomainError('invalid', 'cursor.invalid', 'cursor is not a cursor of this list');
    const values = [query.limit + 1, after, query.status ?? null];
    const rows = userId
      ? await this.database.many<OrderRow>(LIST_OF_USER, [...values, userId])
      : await this.database.many<OrderRow>(UNFINISHED.has(query.status) ? LIST_UNFINISHED : LIST_ALL, values);
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
    return { items: rows.slice(0, query.limit).map(toView), nextCursor: last ? encodeCursor(scope, [last.id]) : null };
  }

  /** @throws not_found `order.not_found` */
  async events(viewer: Viewer, id: string): Promise<EventList> {
    await this.#row(viewer, id);
    const rows = await this.database.many<{ seq: number; type: string; at: Date; data: Record<string, unknown> }>(
      EVENTS,
      [id],
    );
    return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
  }

  /** The events after `lastSeq` now and as they happen, for Server-Sent Events. @throws not_found `order.not_found` */
  async stream(viewer: Viewer, id: string, lastSeq: number): Promise<AsyncGenerator<string>> {
    await this.#row(viewer, id);
    const look = async () => {
      // In this order: what happens in between is seen the next time.
      const { status, step } = await this.#row(viewer, id);
      const { items } = await this.events(viewer, id);
      return { events: items, isOver: step === 'DONE' && (status === 'DELIVERED' || status === 'CANCELLED') };
    };
    return eventStream(look, lastSeq, () => this.readiness.draining);
  }

  /** Ships, delivers or cancels. @throws not_found `order.not_found`; conflict `order.bad_transition` */
  async command(viewer: Viewer, id: string, command: Command, traceId: string): Promise<OrderView> {
    for (let attempt = 0; attempt < COMMAND_TRIES; attempt++) {
      const order = await this.#row(viewer, id);
      const moved = await this.driver.move(order, afterCommand(command, order), traceId);
      if (!moved) continue;
      await failpoint('order.command.after_commit');
      const after = await this.driver.drive(moved, CANCEL_BOUND_MS, traceId);
      return toView(after);
    }
    throw new DomainError('conflict', 'order.busy', 'the order is changing right now', { retryAfterSeconds: 1 });
  }

  async #row(viewer: Viewer, id: string): Promise<OrderRow> {
    const row = await this.database.one<OrderRow>(FIND, [id, viewer.isStaff ? null : viewer.id]);
    if (!row) throw new DomainError('not_found', 'order.not_found', 'there is no such order');
    return row;
  }
}
