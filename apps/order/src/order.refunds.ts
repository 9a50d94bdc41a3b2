import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint } from '@shopmesh/runtime';
import type { OrderRow } from './order.schema.ts';
import { EVENTS, FIND, MOVE } from './order.sql.ts';
import { afterRefund, type Move } from './order.state.ts';

/** Money of an order that went back. `amount` is in minor units of `currency`. */
export type Refund = { orderId: string; refundId: string; amount: number; currency: string };

type Event = { type: string; data: Record<string, unknown> };

const TRIES = 5;

/** Writes down what Payment has given back. That changes nothing of an order but the list of its events. */
@Injectable()
export class OrderRefunds {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws not_found `order.not_found`; conflict `order.unfinished`, `order.busy`: to be told again */
  async record(refund: Refund): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const order = await this.database.one<OrderRow>(FIND, [refund.orderId, null]);
      if (!order) throw new DomainError('not_found', 'order.not_found', 'there is no such order');
      const move = afterRefund(order);
      // After the order: a refund that is recorded in between has changed the version that the move compares.
      if (!move || (await this.#isRecorded(refund)) || (await this.#move(order, move, refund))) return;
    }
    throw new DomainError('conflict', 'order.busy', 'the order is changing right now', { retryAfterSeconds: 1 });
  }

  async #isRecorded({ orderId, refundId }: Refund): Promise<boolean> {
    const events = await this.database.many<Event>(EVENTS, [orderId]);
    return events.some(({ type, data }) => type === 'refunded' && data['refundId'] === refundId);
  }

  /** @returns false when someone else has moved the order */
  async #move(order: OrderRow, { status, step, event }: Move, refund: Refund): Promise<boolean> {
    const { refundId, amount, currency } = refund;
    const change = [status, step, event, { refundId, amount, currency }, new Date(), order.paymentStatus, null, null];
    await failpoint('order.record_refund.before_commit');
    const moved = await this.database.one(MOVE, [order.id, order.version, order.step, ...change]);
    await failpoint('order.record_refund.after_commit');
    return moved !== undefined;
  }
}
