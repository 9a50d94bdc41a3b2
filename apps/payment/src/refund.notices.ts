import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { failpoint, Sweep } from '@shopmesh/runtime';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OrderClient } from './order.client.ts';
import type { UntoldRefund } from './refund.schema.ts';
import { MARK_TOLD, TAKE_UNTOLD } from './refund.sql.ts';

/** Refunds that a replica tells of at a time. */
const BATCH = 20;
/** How long nobody else tells of them; longer than a call takes. */
const TELL_AGAIN_SECONDS = 10;

/** Tells Order of every refund that has succeeded, at least once. Order knows a repetition by the refund's id. */
@Injectable()
export class RefundNotices implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: Logger;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderClient) private readonly orders: OrderClient,
  ) {
    this.#log = createLogger('refunds', config.LOG_LEVEL);
    this.#sweep = new Sweep('notices', config.SWEEP_MS, () => this.tell(), this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Has Order told soon of a refund that has just succeeded. */
  wake(): void {
    this.#sweep.wake();
  }

  /** Tells of what is due. @returns whether there may be more */
  async tell(): Promise<boolean> {
    const refunds = await this.database.many<UntoldRefund>(TAKE_UNTOLD, [BATCH, TELL_AGAIN_SECONDS]);
    const told = (await Promise.all(refunds.map((refund) => this.#tellOf(refund)))).filter((id) => id !== undefined);
    if (told.length) {
      await failpoint('payment.tell_refund.before_commit');
      await this.database.one(MARK_TOLD, [told]);
      await failpoint('payment.tell_refund.after_commit');
    }
    return refunds.length === BATCH;
  }

  /** @returns its id, or undefined when Order has to be told again */
  async #tellOf(refund: UntoldRefund): Promise<string | undefined> {
    const { id, orderId } = refund;
    try {
      await failpoint('payment.tell_refund.before_call');
      await this.orders.recordRefund(refund);
      await failpoint('payment.tell_refund.after_call');
      return id;
    } catch (error) {
      this.#log.warn({ err: error, refundId: id, orderId }, 'Order was not told of a refund; it will be told again');
      return undefined;
    }
  }
}
