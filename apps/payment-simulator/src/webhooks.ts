import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Control } from './api.schema.ts';
import type { News } from './books.ts';

/** A webhook leaves this much after what it tells of, so that it mostly finds a merchant who had the answer. */
const DELAY_MS = 200;
const REORDER_MS = 2_000;
const APART_MS = 50;
const ANSWER_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** After about three minutes of failures a webhook is given up. */
const ATTEMPTS = 12;

type Settings = { WEBHOOK_URL?: string; PROVIDER_WEBHOOK_SECRET?: string; webhookDelayMs?: number };
type Message = { id: string; body: string };

/** Tells the merchant what happened, by signed calls that are repeated until they are answered with 2xx. */
export class Webhooks {
  readonly #settings: Settings;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #waiting: Message[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;
  mode: Control['webhooks'] = 'once';

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Sends it soon, or `lateMs` later; what waits is gone with the process, as webhooks sometimes are. */
  tell({ type, data }: News, lateMs = 0): void {
    if (!this.#settings.WEBHOOK_URL || this.mode === 'lost') return;
    const id = `evt_${randomUUID()}`;
    // Written now: a charge that is refunded meanwhile was not refunded when it was made.
    const body = JSON.stringify({ id, type, createdAt: new Date().toISOString(), data });
    if (lateMs) return this.#later(lateMs, () => this.#queue({ id, body }));
    this.#queue({ id, body });
  }

  #queue(message: Message): void {
    this.#waiting.push(message);
    if (this.#waiting.length > 1) return;
    const delayMs = this.mode === 'reordered' ? REORDER_MS : (this.#settings.webhookDelayMs ?? DELAY_MS);
    this.#later(delayMs, () => this.#flush());
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent.destroy();
  }

  #flush(): void {
    const messages = this.#waiting.splice(0);
    if (this.mode === 'reordered') {
      // One after the other: sent at once, they would arrive in any order.
      messages.reverse().forEach((message, at) => this.#later(at * APART_MS, () => this.#send(message, 1)));
      return;
    }
    for (const message of messages) {
      this.#send(message, 1);
      if (this.mode === 'twice') this.#send(message, 1);
    }
  }

  #send(message: Message, attempt: number): void {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(message.body),
      'provider-signature': signature(this.#settings.PROVIDER_WEBHOOK_SECRET!, message.body),
    };
    const options = { method: 'POST', agent: this.#agent, headers, timeout: ANSWER_MS };
    const call = request(this.#settings.WEBHOOK_URL!, options, (response) => {
      response.resume();
      const { statusCode = 0 } = response;
      if (statusCode < 200 || statusCode > 299) this.#again(message, attempt, `status ${statusCode}`);
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error) => this.#again(message, attempt, error.message));
    call.end(message.body);
  }

  #again(message: Message, attempt: number, reason: string): void {
    if (attempt === ATTEMPTS) {
      const line = { level: 'warn', service: 'payment-simulator', msg: 'gave up a webhook', id: message.id, reason };
      return console.log(JSON.stringify(line));
    }
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    this.#later(pauseMs, () => this.#send(message, attempt + 1));
  }

  #later(ms: number, work: () => void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}

/** `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "t.body">` */
function signature(secret: string, body: string): string {
  const t = Math.floor(Date.now() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
