import { createLogger, type Logger } from '@shopmesh/telemetry';
import Stripe from 'stripe';
import type {
  ChargeOutcome,
  Due,
  DueRefund,
  ListedCharge,
  Provider,
  ProviderEvent,
  RefundOutcome,
} from './provider.ts';
import { eventOf, listedOf, outcomeOf, refundOutcomeOf } from './stripe.reading.ts';
import { badSignature, checkAge } from './webhook.signature.ts';

type StripeConfig = {
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
  STRIPE_URL: string;
  PROVIDER_TIMEOUT_MS: number;
  LOG_LEVEL: string;
};

const UNKNOWN = { result: 'unknown' } as const;
/** Stripe's largest page. */
const PAGE = 100;

/**
 * Stripe, by PaymentIntents that are confirmed as they are made. A payment's id is the idempotency key of whatever makes
 * an intent for it, so there is one at most. Stripe forgets keys after 24 h; an order stops trying to pay long before.
 */
export class StripeProvider implements Provider {
  readonly name = 'stripe';
  readonly #stripe: Stripe;
  readonly #webhookSecret: string;
  readonly #log: Logger;

  constructor(config: StripeConfig) {
    const { protocol, hostname, port } = new URL(config.STRIPE_URL);
    this.#stripe = new Stripe(config.STRIPE_SECRET_KEY, {
      protocol: protocol === 'http:' ? 'http' : 'https',
      host: hostname,
      port: port || (protocol === 'http:' ? 80 : 443),
      timeout: config.PROVIDER_TIMEOUT_MS,
      // Who drives an order asks again, with the same key; retries on top of that would only hold it up. (The SDK repeats a
      // call once all the same, with the same key, when a connection breaks that it had kept open.)
      maxNetworkRetries: 0,
      telemetry: false,
    });
    this.#webhookSecret = config.STRIPE_WEBHOOK_SECRET;
    this.#log = createLogger('provider', config.LOG_LEVEL);
  }

  async charge(due: Due, token: string): Promise<ChargeOutcome> {
    try {
      const card = { payment_method: await this.#card(due.id, token), confirm: true, error_on_requires_action: true };
      const intent = await this.#stripe.paymentIntents.create(
        { ...intentOf(due), ...card },
        { idempotencyKey: due.id },
      );
      return outcomeOf(intent);
    } catch (error) {
      // Asked before with another token, or cancelled: what counts is what became of that.
      if (isKeyReused(error)) return (await this.find(due.id)) ?? UNKNOWN;
      return this.#refusal('charge', error);
    }
  }

  async find(paymentId: string, ref?: string | null): Promise<ChargeOutcome | undefined> {
    try {
      const intent = await this.#intent(paymentId, ref);
      return intent && outcomeOf(intent);
    } catch (error) {
      return this.#unknown('find', error);
    }
  }

  /**
   * Takes the idempotency key for an intent that nobody confirms, and cancels it: a charge that comes later with the key is
   * refused. When the key is taken the charge came first; if it cannot be found yet, its outcome is unknown.
   */
  async cancel(due: Due): Promise<ChargeOutcome> {
    try {
      const made = await this.#stripe.paymentIntents
        .create(intentOf(due), { idempotencyKey: due.id })
        .catch((error: unknown) => {
          if (isKeyReused(error)) return this.#intent(due.id);
          throw error;
        });
      if (!made) return UNKNOWN;
      const known = outcomeOf(made);
      return known.result === 'unknown' ? await this.#cancelled(made) : known;
    } catch (error) {
      return this.#unknown('cancel', error);
    }
  }

  async refund({ id, paymentId, paymentRef, amount }: DueRefund): Promise<RefundOutcome> {
    try {
      const intent = paymentRef ?? (await this.#intent(paymentId))?.id;
      if (!intent) return UNKNOWN;
      const metadata = { refund_id: id, payment_id: paymentId };
      const made = await this.#stripe.refunds.create(
        { payment_intent: intent, amount, metadata },
        { idempotencyKey: id },
      );
      // A repeated call repeats the answer of the first one, which may have been "pending".
      return refundOutcomeOf(made.status === 'pending' ? await this.#stripe.refunds.retrieve(made.id) : made);
    } catch (error) {
      if (isRefusal(error)) return { result: 'failed', code: error.code ?? error.type };
      return this.#unknown('refund', error);
    }
  }

  readWebhook(body: Buffer, headers: Readonly<Record<string, unknown>>): ProviderEvent | undefined {
    const header = headers['stripe-signature'];
    return eventOf(this.#signed(body, header));
  }

  async *list(since: Date): AsyncIterable<ListedCharge> {
    const seen = new Set<string>();
    const created = { gte: Math.floor(since.getTime() / 1000) };
    const expand = ['data.latest_charge'];
    for await (const intent of this.#stripe.paymentIntents.list({ created, limit: PAGE, expand })) {
      seen.add(intent.id);
      yield listedOf(intent);
    }
    // Older ones that were refunded since.
    for await (const { payment_intent: intent } of this.#stripe.refunds.list({ created, limit: PAGE })) {
      const id = typeof intent === 'string' ? intent : intent?.id;
      if (!id || seen.has(id)) continue;
      seen.add(id);
      yield listedOf(await this.#stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }));
    }
  }

  /** Intents take no tokens of cards, so one is made a payment method first; the same one when it is asked for again. */
  async #card(paymentId: string, token: string): Promise<string> {
    if (!token.startsWith('tok_')) return token;
    const params = { type: 'card', card: { token } } as const;
    return (await this.#stripe.paymentMethods.create(params, { idempotencyKey: `${paymentId}-card` })).id;
  }

  #signed(body: Buffer, header: unknown): Stripe.Event {
    let event: Stripe.Event;
    try {
      // The SDK looks at the age only one way; 0 leaves it to checkAge.
      event = this.#stripe.webhooks.constructEvent(body, header as string, this.#webhookSecret, 0);
    } catch {
      throw badSignature();
    }
    checkAge(header);
    return event;
  }

  /** By search, which sees an intent up to a minute late, unless its id is known. */
  async #intent(paymentId: string, ref?: string | null): Promise<Stripe.PaymentIntent | undefined> {
    if (ref) {
      const intent = await this.#stripe.paymentIntents.retrieve(ref);
      return intent.metadata['payment_id'] === paymentId ? intent : undefined;
    }
    const query = `metadata['payment_id']:'${paymentId}'`;
    return (await this.#stripe.paymentIntents.search({ query, limit: 1 })).data[0];
  }

  async #cancelled({ id }: Stripe.PaymentIntent): Promise<ChargeOutcome> {
    try {
      return outcomeOf(await this.#stripe.paymentIntents.cancel(id));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // It has ended meanwhile, one way or the other.
      return outcomeOf(await this.#stripe.paymentIntents.retrieve(id));
    }
  }

  #refusal(call: string, error: unknown): ChargeOutcome {
    if (!isRefusal(error)) return this.#unknown(call, error);
    return {
      result: 'declined',
      ref: error.payment_intent?.id ?? '',
      code: error.decline_code ?? error.code ?? error.type,
    };
  }

  /** @throws what is not Stripe's: a mistake of ours */
  #unknown(call: string, error: unknown): typeof UNKNOWN {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    this.#log.warn({ call, reason: error.type, requestId: error.requestId }, 'no answer from the provider');
    return UNKNOWN;
  }
}

function intentOf({ id, orderId, amount, currency }: Due): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: currency.toLowerCase(),
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    metadata: { payment_id: id, order_id: orderId },
  };
}

function isKeyReused(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeIdempotencyError;
}

/** Stripe has understood, and has not done it. */
function isRefusal(error: unknown): error is InstanceType<typeof Stripe.errors.StripeError> {
  const { StripeCardError, StripeInvalidRequestError } = Stripe.errors;
  if (error instanceof StripeCardError) return true;
  // 409: another call with the key is still going on.
  return error instanceof StripeInvalidRequestError && error.statusCode !== 409;
}
