import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { answerOf } from './answer.ts';
import { CONFIG, type Config } from './config.ts';
import type { OrderRow } from './order.schema.ts';
import { MOVE, MOVE_AND_ANSWER, PARK } from './order.sql.ts';
import { afterAnswer, PAYMENT_OVERDUE, type Move } from './order.state.ts';
import { PaymentClient } from './payment.client.ts';
import { ProductClient } from './product.client.ts';

/** What a neighbour said, with what the order keeps of it. */
type Answer = { state: string; paymentStatus?: string; declineCode?: string; data?: Record<string, unknown> };

const CALL_DEADLINE_MS = 3000;
/** A call is not begun with less time than this. */
const SHORTEST_CALL_MS = 250;
/** Within the bound of a request, an unknown outcome is asked for again after this. */
const ASK_AGAIN_MS = 100;
/** Full-jitter back-off of parked orders. */
const BACK_OFF_SECONDS = { first: 0.5, most: 30 };

/**
 * Drives an order: one call to a neighbour, then one compare-and-set, until it is DONE. Any replica may do it, several at
 * once too: calls are idempotent by the order's id, and only one compare-and-set succeeds.
 */
@Injectable()
export class OrderDriver {
  readonly #log: ReturnType<typeof createLogger>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(ProductClient) private readonly product: ProductClient,
    @Inject(PaymentClient) private readonly payment: PaymentClient,
  ) {
    this.#log = createLogger('order', config.LOG_LEVEL);
  }

  /**
   * Drives a leased order as far as it goes within `boundMs`, and parks it if that is not the end.
   * @param traceId shown in the answer if it becomes a refusal
   * @returns the order as this driver left it; another may have moved it since
   */
  async drive(order: OrderRow, boundMs: number, traceId: string): Promise<OrderRow> {
    const endMs = Date.now() + boundMs;
    let now = order;
    while (now.step !== 'DONE') {
      const leftMs = endMs - Date.now();
      if (leftMs < SHORTEST_CALL_MS) return this.#park(now);
      await failpoint(`order.${lower(now.step)}.before_call`);
      const answer = await this.#ask(now, Math.min(leftMs, CALL_DEADLINE_MS));
      await failpoint(`order.${lower(now.step)}.after_call`);
      const move = answer ? afterAnswer(now.step, answer.state) : undefined;
      const next = move ?? this.#overdue(now);
      if (next) {
        const moved = await this.move(now, next, traceId, answer);
        await failpoint(`order.${lower(now.step)}.after_commit`);
        if (!moved) return now;
        now = moved;
      } else if (endMs - Date.now() > SHORTEST_CALL_MS + ASK_AGAIN_MS) {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }
    return now;
  }

  /** Makes one move by compare-and-set. @returns undefined when someone else has moved the order */
  async move(order: OrderRow, move: Move, traceId: string, answer?: Answer): Promise<OrderRow | undefined> {
    const next = applied(order, move, answer);
    const reply = answerOf(next, traceId);
    const values = [
      ...[order.id, order.version, order.step, next.status, next.step, move.event, answer?.data ?? {}, next.updatedAt],
      ...[next.paymentStatus, answer?.declineCode ?? null, move.reason ?? null],
    ];
    const moved = reply
      ? await this.database.one(MOVE_AND_ANSWER, [...values, reply.status, reply.body])
      : await this.database.one(MOVE, values);
    return moved && next;
  }

  /** @returns undefined when the outcome is unknown: no answer says nothing about what the neighbour did */
  async #ask(order: OrderRow, deadlineMs: number): Promise<Answer | undefined> {
    try {
      return await this.#call(order, deadlineMs);
    } catch (error) {
      const expected = error instanceof DomainError && error.kind === 'unavailable';
      this.#log[expected ? 'warn' : 'error'](
        { err: error, orderId: order.id, step: order.step },
        'call without outcome',
      );
      return undefined;
    }
  }

  async #call(order: OrderRow, deadlineMs: number): Promise<Answer> {
    switch (order.step) {
      case 'RESERVE': {
        const { state, missingSkus } = await this.product.reserve(
          order.id,
          order.items,
          this.config.HOLD_SECONDS,
          deadlineMs,
        );
        return { state, data: missingSkus.length ? { missingSkus } : {} };
      }
      case 'PAY': {
        const { status, declineCode } = await this.payment.pay(order, deadlineMs);
        return { state: status, paymentStatus: status, ...(declineCode && { declineCode }) };
      }
      case 'COMMIT':
        return { state: await this.product.commit(order.id, deadlineMs) };
      case 'VOID': {
        const state = await this.payment.void(order, deadlineMs);
        return { state, paymentStatus: state };
      }
      case 'RELEASE':
        return { state: await this.product.release(order.id, deadlineMs) };
      case 'DONE':
        throw new Error('a finished order has nothing to do');
    }
  }

  #overdue(order: OrderRow): Move | undefined {
    const ageMs = Date.now() - order.createdAt.getTime();
    return order.step === 'PAY' && ageMs > this.config.PAYMENT_WINDOW_SECONDS * 1000 ? PAYMENT_OVERDUE : undefined;
  }

  async #park(order: OrderRow): Promise<OrderRow> {
    const { first, most } = BACK_OFF_SECONDS;
    const seconds = Math.random() * Math.min(most, first * 2 ** order.tries);
    await failpoint('order.park.before_commit');
    await this.database.one(PARK, [order.id, order.version, seconds]);
    return order;
  }
}

const lower = <S extends string>(step: S) => step.toLowerCase() as Lowercase<S>;

/** The order as a move leaves it. */
function applied(order: OrderRow, move: Move, answer: Answer | undefined): OrderRow {
  const hasToken = move.step === 'RESERVE' || move.step === 'PAY';
  return {
    ...order,
    status: move.status,
    step: move.step,
    version: order.version + 1,
    paymentStatus: answer?.paymentStatus ?? move.payment ?? order.paymentStatus,
    paymentToken: hasToken ? order.paymentToken : null,
    declineCode: answer?.declineCode ?? order.declineCode,
    cancelReason: order.cancelReason ?? move.reason ?? null,
    tries: 0,
    updatedAt: new Date(),
  };
}
