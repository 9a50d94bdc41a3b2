import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { DomainError, failpoint, Sweep } from '@shopmesh/runtime';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import type { PaymentRow } from './payment.schema.ts';
import { PaymentService } from './payment.service.ts';
import { FIND } from './payment.sql.ts';
import { statusAfter } from './payment.state.ts';
import { Provider, type ProviderEvent } from './provider.ts';
import type { RefundRow } from './refund.schema.ts';
import { RefundService } from './refund.service.ts';
import { FIND_REFUND } from './refund.sql.ts';
import type { WebhookEvent } from './webhook.entity.ts';
import { DONE, RECEIVE, TAKE } from './webhook.sql.ts';
import { mismatchOf } from './webhook.state.ts';

/** Events that a replica works on at a time. */
const BATCH = 20;
/** How long an event that was taken up is left alone. */
const TRY_AGAIN_SECONDS = 10;

type Event = Omit<WebhookEvent, 'type' | 'mismatch' | 'receivedAt' | 'triedAt' | 'processedAt'>;

/** Hears what the provider says unasked. Nothing is believed of it but that it is worth asking. */
@Injectable()
export class WebhookService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: Logger;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(Provider) private readonly provider: Provider,
    @Inject(PaymentService) private readonly payments: PaymentService,
    @Inject(RefundService) private readonly refunds: RefundService,
  ) {
    this.#log = createLogger('webhooks', config.LOG_LEVEL);
    this.#sweep = new Sweep('webhooks', config.SWEEP_MS, () => this.#workOff(), this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /**
   * Keeps an event, once, and has it worked off soon.
   * @param body the bytes that came
   * @throws not_found `webhook.unknown_provider`; invalid `webhook.bad_signature`, `webhook.too_old`, `webhook.malformed`
   */
  async receive(provider: string, body: Buffer, headers: Readonly<Record<string, unknown>>): Promise<void> {
    if (provider !== this.provider.name) {
      throw new DomainError('not_found', 'webhook.unknown_provider', 'there is no such provider');
    }
    const event = this.#read(body, headers);
    if (!event) return;
    const { id, type, says, paymentId, orderId, refundId, amount, currency } = event;
    const status = says === 'refunded' ? null : statusAfter({ result: says } as never);
    const values = [provider, id, type, says, paymentId, orderId, refundId, amount, currency, status];
    await failpoint('payment.receive_webhook.before_commit');
    const received = await this.database.one<{ isDone: boolean }>(RECEIVE, values);
    await failpoint('payment.receive_webhook.after_commit');
    if (received && !received.isDone) this.#sweep.wake();
  }

  #read(body: Buffer, headers: Readonly<Record<string, unknown>>): ProviderEvent | undefined {
    try {
      return this.provider.readWebhook(body, headers);
    } catch (error) {
      // Someone tries to be the provider, or a secret was changed on one side only: an operator must see it.
      if (error instanceof DomainError) this.#log.warn({ code: error.code, bytes: body.length }, 'refused a webhook');
      throw error;
    }
  }

  async #workOff(): Promise<boolean> {
    const events = await this.database.many<Event>(TAKE, [BATCH, TRY_AGAIN_SECONDS]);
    await Promise.all(events.map((event) => this.#process(event)));
    return events.length === BATCH;
  }

  async #process(event: Event): Promise<void> {
    const payment = await this.database.one<PaymentRow>(FIND, [event.paymentId]);
    const refund = await this.database.one<RefundRow>(FIND_REFUND, [event.refundId]);
    const mismatch = mismatchOf(event, { payment, refund });
    if (mismatch || !payment) return this.#done(event, mismatch);
    if (refund) return (await this.refunds.finish(refund.id)) ? this.#done(event) : undefined;
    await failpoint('payment.process_webhook.before_call');
    const learnt = await this.payments.learn(payment);
    await failpoint('payment.process_webhook.after_call');
    if (learnt === 'unknown') return;
    await this.#done(event, learnt === 'absent' ? 'unknown to the provider' : undefined);
  }

  async #done(event: Event, mismatch?: string): Promise<void> {
    const { provider, eventId, paymentId } = event;
    if (mismatch) this.#log.warn({ provider, eventId, paymentId, mismatch }, 'webhook does not match');
    await failpoint('payment.process_webhook.before_commit');
    await this.database.one(DONE, [provider, eventId, mismatch ?? null]);
    await failpoint('payment.process_webhook.after_commit');
  }
}
