import type { OnApplicationShutdown } from '@nestjs/common';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import { Pool } from 'undici';
import { z } from 'zod';
import type { ChargeOutcome, Provider, RefundOutcome } from './provider.ts';

const Charge = z.discriminatedUnion('status', [
  z.object({ id: z.string(), status: z.literal('succeeded') }),
  z.object({ id: z.string(), status: z.literal('failed'), declineCode: z.string() }),
  z.object({ id: z.string(), status: z.literal('cancelled') }),
]);
const Charges = z.object({ items: z.array(Charge) });
const Refund = z.object({ id: z.string() });
const Refusal = z.object({ error: z.object({ code: z.string() }) });

type Call = { method: 'GET' | 'POST'; path: string; key?: string; body?: object };
/** `refused` is the provider's error code: it did nothing. */
type Answer<T> = { done: T; refused?: undefined } | { done?: undefined; refused: string };

const UNKNOWN = { result: 'unknown' } as const;
const CONNECT_MS = 3_000;
/** More calls than this wait for one to end; a provider that hangs cannot take all sockets. */
const CONNECTIONS = 256;

/** The provider that comes with the shop: a process of its own with an API like Stripe's. */
export class SimulatedProvider implements Provider, OnApplicationShutdown {
  readonly name = 'simulated';
  readonly #pool: Pool;
  readonly #log: Logger;

  /** @param config `PROVIDER_TIMEOUT_MS`: after that the outcome of a call is unknown */
  constructor(config: { PROVIDER_URL: string; PROVIDER_TIMEOUT_MS: number; LOG_LEVEL: string }) {
    this.#log = createLogger('provider', config.LOG_LEVEL);
    this.#pool = new Pool(new URL(config.PROVIDER_URL).origin, {
      connections: CONNECTIONS,
      connect: { timeout: CONNECT_MS },
      headersTimeout: config.PROVIDER_TIMEOUT_MS,
      bodyTimeout: config.PROVIDER_TIMEOUT_MS,
    });
  }

  async charge(paymentId: string, amount: number, currency: string, token: string): Promise<ChargeOutcome> {
    const body = { reference: paymentId, amount, currency, source: token };
    const answer = await this.#call(Charge, { method: 'POST', path: '/v1/charges', key: paymentId, body });
    // Asked before with another token: what counts is what became of that.
    if (answer?.refused === 'key_reused') return (await this.find(paymentId)) ?? UNKNOWN;
    return outcomeOf(answer?.done);
  }

  async find(paymentId: string): Promise<ChargeOutcome | undefined> {
    const answer = await this.#call(Charges, { method: 'GET', path: `/v1/charges?reference=${paymentId}` });
    if (answer?.done?.items.length === 0) return undefined;
    return outcomeOf(answer?.done?.items[0]);
  }

  async cancel(paymentId: string): Promise<ChargeOutcome> {
    return outcomeOf((await this.#call(Charge, { method: 'POST', path: `/v1/charges/${paymentId}/cancel` }))?.done);
  }

  async refund(refundId: string, paymentId: string, amount: number): Promise<RefundOutcome> {
    const body = { reference: paymentId, amount };
    const answer = await this.#call(Refund, { method: 'POST', path: '/v1/refunds', key: refundId, body });
    if (!answer) return UNKNOWN;
    return answer.done ? { result: 'succeeded', ref: answer.done.id } : { result: 'failed', code: answer.refused };
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

function outcomeOf(charge: z.infer<typeof Charge> | undefined): ChargeOutcome {
  if (!charge) return UNKNOWN;
  if (charge.status === 'failed') return { result: 'declined', ref: charge.id, code: charge.declineCode };
  return { result: charge.status, ref: charge.id };
}
