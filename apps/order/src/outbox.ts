import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OrderMails } from './mail/order-mails.ts';
import type { OrderRow } from './order.schema.ts';
import { FIND } from './order.sql.ts';

/** Something that happened to an order and that others must hear of. `(orderId, seq)` is its id. */
export type OutboxEvent = { orderId: string; seq: number; type: string; data: Record<string, unknown>; at: Date };

/** Events that one replica takes at a time. */
const BATCH = 20;

/** $1 how many. Not "newer than the last one", which would miss a transaction that commits late. */
const CLAIM = sql(`
  WITH due AS (
    SELECT order_id, seq FROM order_events
    WHERE sent_at IS NULL AND (claimed_until IS NULL OR claimed_until < now())
    ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED)
  UPDATE order_events e SET claimed_until = now() + interval '60 seconds' FROM due
  WHERE e.order_id = due.order_id AND e.seq = due.seq RETURNING e.order_id AS "orderId", e.seq, e.type, e.data, e.at`);
const SENT = sql(`UPDATE order_events SET sent_at = now() WHERE order_id = $1 AND seq = $2`);

/** Delivers events at least once: one that was not marked as sent is taken again when its lease has passed. */
@Injectable()
export class Outbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: ReturnType<typeof createLogger>;
  #timer?: NodeJS.Timeout;
  #delivering: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderMails) private readonly mails: OrderMails,
  ) {
    this.#log = createLogger('order', config.LOG_LEVEL);
  }

  onApplicationBootstrap(): void {
    this.#wait(this.config.OUTBOX_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#delivering;
  }

  /** Delivers what is due. @returns how many events that were */
  async deliver(): Promise<number> {
    const events = await this.database.many<OutboxEvent>(CLAIM, [BATCH]);
    for (const event of events) {
      await this.#send(event).catch((err: unknown) => {
        this.#log.warn(
          { err, orderId: event.orderId, seq: event.seq },
          'an event was not delivered; it will be tried again',
        );
      });
    }
    return events.length;
  }

  async #send(event: OutboxEvent): Promise<void> {
    const order = await this.database.one<OrderRow>(FIND, [event.orderId, null]);
    if (order) await this.mails.send(event, order);
    await this.database.one(SENT, [event.orderId, event.seq]);
  }

  #wait(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#delivering = this.#run();
    }, ms);
  }

  async #run(): Promise<void> {
    const found = await this.deliver().catch((err: unknown) => {
      this.#log.error({ err }, 'could not look for events to deliver');
      return 0;
    });
    this.#wait(found === BATCH ? 0 : this.config.OUTBOX_MS);
  }
}
