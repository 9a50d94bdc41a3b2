import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { failpoint, Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OrderMails, type MailedEvent } from './mail/order-mails.ts';
import { ROW } from './order.sql.ts';

/** Something that happened to an order and that others must hear of. `(orderId, seq)` is its id. */
export type OutboxEvent = { orderId: string; seq: number; type: string; data: Record<string, unknown> };

/** Events that one replica takes at a time. */
const BATCH = 50;

/** $1 how many. With the orders they are about. Not "newer than the last one", which would miss a transaction that commits late. */
export const CLAIM = sql(`
  WITH due AS (
    SELECT order_id, seq FROM order_events
    WHERE sent_at IS NULL AND (claimed_until IS NULL OR claimed_until < now())
    ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED),
  claimed AS (
    UPDATE order_events e SET claimed_until = now() + interval '60 seconds' FROM due
    WHERE e.order_id = due.order_id AND e.seq = due.seq RETURNING e.*)
  SELECT e.order_id AS "orderId", e.seq, e.type, e.data, to_jsonb(o) AS "order"
  FROM claimed e, LATERAL (SELECT ${ROW} FROM orders o WHERE o.id = e.order_id) o`);
/** $1 orders, $2 numbers of their events. */
export const SENT = sql(`
  UPDATE order_events e SET sent_at = now() FROM unnest($1::uuid[], $2::int[]) AS sent (order_id, seq)
  WHERE e.order_id = sent.order_id AND e.seq = sent.seq`);

/** Delivers events at least once: one that was not marked as sent is taken again when its lease has passed. */
@Injectable()
export class Outbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: ReturnType<typeof createLogger>;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderMails) private readonly mails: OrderMails,
  ) {
    this.#log = createLogger('order', config.LOG_LEVEL);
    this.#sweep = new Sweep('outbox', config.OUTBOX_MS, async () => (await this.deliver()) === BATCH, this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Delivers what is due. @returns how many events that were */
  async deliver(): Promise<number> {
    const events = await this.database.many<MailedEvent>(CLAIM, [BATCH]);
    if (events.length === 0) return 0;
    await failpoint('order.deliver.before_call');
    const outcomes = await this.mails.send(events);
    await failpoint('order.deliver.after_call');
    const sent = events.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) {
      const fields = { err: failure.reason as unknown, failed: events.length - sent.length, of: events.length };
      this.#log.warn(fields, 'events were not delivered; they will be tried again');
    }
    if (sent.length) await this.database.one(SENT, [sent.map(({ orderId }) => orderId), sent.map(({ seq }) => seq)]);
    await failpoint('order.deliver.after_commit');
    return events.length;
  }
}
