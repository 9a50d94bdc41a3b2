import type { OnApplicationShutdown } from '@nestjs/common';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import { Pool } from 'undici';
import type { z } from 'zod';
import type {
  ChargeOutcome,
  Due,
  DueRefund,
  ListedCharge,
  Provider,
  ProviderEvent,
  RefundOutcome,
} from './provider.ts';
import { Charge, Charges, ListedCharges, Refund, Refusal, eventOf, listedOf } from './simulated.schema.ts';
import { checkSignature } from './webhook.signature.ts';

type Call = { method: 'GET' | 'POST'; path: string; key?: string; body?: object };
/** `refused` is the provider's error code: it did nothing. */
type Answer<T> = { done: T; refused?: undefined } | { done?: undefined; refused: string };

const UNKNOWN = { result: 'unknown' } as const;
const CONNECT_MS = 3_000;
/** More calls than this wait for one to end; a provider that hangs cannot take all sockets. */
const CONNECTIONS = 256;

type SimulatedConfig = {
  PROVIDER_URL: string;
  PROVIDER_WEBHOOK_SECRET: string;
  /** After that the outcome of a call is unknown. */
  PROVIDER_TIMEOUT_MS: number;
  LOG_LEVEL: string;
};

/** The provider that comes with the shop: a process of its own with an API like Stripe's. */
export class SimulatedProvider implements Provider, OnApplicationShutdown {
  readonly name = 'simulated';
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #secret: string;

  constructor(config: SimulatedConfig) {
    this.#secret = config.PROVIDER_WEBHOOK_SECRET;
    this.#log = createLogger('provider', config.LOG_LEVEL);
    this.#pool = new Pool(new URL(config.PROVIDER_URL).origin, {
      connections: CONNECTIONS,
      connect: { timeout: CONNECT_MS },
      headersTimeout: config.PROVIDER_TIMEOUT_MS,
      bodyTimeout: config.PROVIDER_TIMEOUT_MS,
    });
  }

  async charge({ id, orderId, amount, currency }: Due, token: string): Promise<ChargeOutcome> {
    const body = { reference: id, order: orderId, amount, currency, source: token };
    const answer = await this.#call(Charge, { method: 'POST', path: '/v1/charges', key: id, body });
    // Asked before with another token: what counts is what became of that.
    if (answer?.refused === 'key_reused') return (await this.find(id)) ?? UNKNOWN;
    return outcomeOf(answer?.done);
  }

  async find(paymentId: string): Promise<ChargeOutcome | undefined> {
    const answer = await this.#call(Charges, { method: 'GET', path: `/v1/charges?reference=${paymentId}` });
    if (answer?.done?.items.length === 0) return undefined;
    return outcomeOf(answer?.done?.items[0]);
  }

  async cancel({ id }: Due): Promise<ChargeOutcome> {
    return outcomeOf((await this.#call(Charge, { method: 'POST', path: `/v1/charges/${id}/cancel` }))?.done);
  }

  async refund({ id, paymentId, amount }: DueRefund): Promise<RefundOutcome> {
    const body = { reference: paymentId, amount };
    const answer = await this.#call(Refund, { method: 'POST', path: '/v1/refunds', key: id, body });
    if (!answer) return UNKNOWN;
    return answer.done ? { result: 'succeeded', ref: answer.done.id } : { result: 'failed', code: answer.refused };
  }

  readWebhook(body: Buffer, headers: Readonly<Record<string, unknown>>): ProviderEvent | undefined {
    checkSignature(headers['provider-signature'], body, this.#secret);
    return eventOf(body.toString());
  }

  async *list(since: Date): AsyncIterable<ListedCharge> {
    let cursor: string | null = '0';
    while (cursor !== null) {
      const page: ListedCharges = await this.#page(since, cursor);
      yield* page.items.map(listedOf);
      cursor = page.nextCursor;
    }
  }

  async #page(since: Date, cursor: string): Promise<ListedCharges> {
    const path = `/v1/charges?since=${since.toISOString()}&cursor=${cursor}`;
    const answer = await this.#call(ListedCharges, { method: 'GET', path });
    if (!answer?.done) throw new Error('the provider does not list its charges');
    return answer.done;
  }

  /** Calls that are under way end with an unknown outcome. */
  async onApplicationShutdown(): Promise<void> {
    await this.#pool.destroy();
  }

  /** One call; undefined when it cannot be known whether it was carried out. */
  async #call<T>(schema: z.ZodType<T>, { method, path, key, body }: Call): Promise<Answer<T> | undefined> {
    const headers: Record<string, string> = {};
    if (key) headers['idempotency-key'] = key;
    if (body) headers['content-type'] = 'application/json';
    try {
      const response = await this.#pool.request({ method, path, headers, body: body && JSON.stringify(body) });
      const json = await response.body.json();
      if (response.statusCode === 200) return { done: schema.parse(json) };
      if (response.statusCode < 500) return { refused: Refusal.parse(json).error.code };
      throw new Error(`status ${response.statusCode}`);
    } catch (error) {
      this.#log.warn({ path, reason: (error as Error).message }, 'no answer from the provider');
      return undefined;
    }
  }
}

function outcomeOf(charge: Charge | undefined): ChargeOutcome {
  if (!charge) return UNKNOWN;
  if (charge.status === 'failed') return { result: 'declined', ref: charge.id, code: charge.declineCode };
  return { result: charge.status, ref: charge.id };
}
