import { freePort } from '@shopmesh/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longer than Pay keeps its caller waiting (1.2 s), shorter than {@link PROVIDER_TIMEOUT_MS}. */
const SLOW_MS = 1_500;
export const PROVIDER_TIMEOUT_MS = 2_500;

export const WEBHOOK_SECRET = 'webhooks of the tests are signed with this';

/** A line of the provider's log. */
export type Effect = {
  type: 'charge' | 'cancel' | 'refund';
  key: string;
  reference: string;
  amount: number;
  status?: string;
};

/** The provider as a process of its own. */
export class ProviderProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'payment-test-'));
  readonly #log = join(this.#folder, 'provider.log');
  #stop: () => Promise<void> = async () => {};

  /** Where it sends webhooks, from its next start on. */
  webhookUrl: string | undefined;

  private constructor(private readonly port: number) {}

  /** Knows its address before it runs. */
  static async prepare(): Promise<ProviderProcess> {
    return new ProviderProcess(await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const program = join(import.meta.dirname, '../../payment-simulator/src/main.ts');
    const env = {
      HTTP_PORT: String(this.port),
      LOG_FILE: this.#log,
      SLOW_MS: String(SLOW_MS),
      PROVIDER_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ...(this.webhookUrl && { WEBHOOK_URL: this.webhookUrl }),
    };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    this.#stop = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
  }

  /** Without warning. What it has done it still knows after the next start. */
  async kill(): Promise<void> {
    await this.#stop();
  }

  /** What it did, for one payment or in all. */
  effects(paymentId?: string): Effect[] {
    const lines = readFileSync(this.#log, 'utf8').split('\n').slice(0, -1);
    const effects = lines.map((line) => JSON.parse(line) as Effect);
    return effects.filter(({ reference }) => !paymentId || reference === paymentId);
  }

  /** Calls it behind the back of the service. @throws Error when it refuses */
  async call(path: string, key: string, body: object): Promise<void> {
    await this.#send('POST', path, { 'idempotency-key': key }, body);
  }

  /** Makes it misbehave; without a wish it is good again. */
  async control(wish: { webhooks?: string; latencyMs?: number; down?: boolean; chargeWithoutAnswer?: boolean } = {}) {
    await this.#send('PUT', '/v1/control', {}, wish);
  }

  async #send(method: string, path: string, headers: Record<string, string>, body: object): Promise<void> {
    const json = { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, {
      method,
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async close(): Promise<void> {
    await this.#stop();
    rmSync(this.#folder, { recursive: true });
  }
}
