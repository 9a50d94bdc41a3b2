import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { APPS, type App } from '../../deploy/local/apps.ts';
import { evidenceOf, type DatabaseOf, type Evidence } from '../../deploy/local/check/evidence.ts';
import { startShop, type Shop } from '../../deploy/local/shop.ts';
import { TARGET_VARIABLE, type Target } from '../src/target.ts';

type Environment = Record<string, string>;

/** Nothing of a load is refused for its rate. */
const LIMIT_FACTOR = 1000;
const BACK_MS = 20_000;

/** Shorter waits than in production, for the provider only: a charge whose answer is lost is asked for again sooner. */
const SETTINGS: Readonly<Record<string, Environment>> = {
  payment: { PROVIDER_TIMEOUT_MS: '4000' },
  'payment-simulator': { SLOW_MS: '2500' },
};

/** What stands between the caller and the database, and the provider. */
export const SERVICES = ['gateway', 'user', 'product', 'order', 'payment', 'payment-simulator'] as const;

/** A shop of a test file's own, with everything at hand that can go wrong in it. */
export class FaultyShop {
  /** Passwords that customers have chosen; they must be nowhere. */
  readonly secrets: string[] = [];
  /** Where orders are placed, at random: the gateway, or the replicas of Order. */
  entrances: readonly string[];
  private constructor(
    readonly shop: Shop,
    private readonly env: Record<string, Environment>,
    /** What the launcher reported of deaths and returns. */
    private readonly reports: readonly string[],
  ) {
    this.entrances = [shop.baseUrl];
  }

  /** Starts it and makes it the target of the clients in `e2e/src`. @param replicas processes beside the usual ones */
  static async open(replicas: readonly App[] = []): Promise<FaultyShop> {
    const env = structuredClone(SETTINGS) as Record<string, Environment>;
    const dataDir = await mkdtemp(join(tmpdir(), 'shopmesh-faults-'));
    const reports: string[] = [];
    const report = (line: string) => void reports.push(line);
    const apps = [...APPS, ...replicas];
    const options = { dataDir, apps, gatewayPort: 0, limitFactor: LIMIT_FACTOR, compile: false, env, report };
    const shop = await startShop(options);
    process.env[TARGET_VARIABLE] = JSON.stringify({ baseUrl: shop.baseUrl, dataDir } satisfies Target);
    return new FaultyShop(shop, env, reports);
  }

  async close(): Promise<void> {
    // A process that was stopped by a signal would not hear that it is to end.
    for (const { name } of this.shop.processes) this.signal(name, 'SIGCONT');
    await this.shop.stop();
    await rm(this.shop.dataDir, { recursive: true, force: true });
  }

  /** Undefined while it is dead. */
  pid(name: string): number | undefined {
    return this.shop.processes.find((process) => process.name === name)?.pid ?? undefined;
  }

  /** @param protocol `http`, `grpc`. @returns where it listens, the same after each restart */
  port(name: string, protocol: string): number {
    return this.shop.processes.find((process) => process.name === name)?.ports[protocol] ?? 0;
  }

  /** Nothing happens to a process that is dead. */
  signal(name: string, signal: NodeJS.Signals): void {
    const pid = this.pid(name);
    if (pid) process.kill(pid, signal);
  }

  /** Starts an app again with these settings, which its next start has no more. */
  async restartOnceWith(name: string, settings: Environment): Promise<void> {
    const usual = this.env[name];
    this.env[name] = { ...usual, ...settings };
    await this.#restart(name);
    this.env[name] = usual ?? {};
  }

  /** Starts an app again with settings that stay, or with the usual ones. */
  async restartWith(name: string, settings: Environment = {}): Promise<void> {
    this.env[name] = { ...SETTINGS[name], ...settings };
    await this.#restart(name);
  }

  /** Waits until a process other than `pid` serves. @throws Error when none does in time */
  async back(name: string, pid: number | undefined): Promise<void> {
    const path = name === 'gateway' ? '/' : '/health/ready';
    for (const deadline = Date.now() + BACK_MS; ; await sleep(50)) {
      if (this.pid(name) && this.pid(name) !== pid) {
        const url = `http://127.0.0.1:${this.port(name, 'http')}${path}`;
        const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
        if (answer && (answer.ok || name === 'gateway')) return;
      }
      if (Date.now() > deadline) throw new Error(`${name} is not back: ${this.reports.slice(-5).join(' | ')}`);
    }
  }

  /** Waits until a process has died. @throws Error when it does not */
  async died(name: string, pid: number | undefined, withinMs: number): Promise<void> {
    for (const deadline = Date.now() + withinMs; this.pid(name) === pid; await sleep(10)) {
      if (Date.now() > deadline) throw new Error(`${name} did not die`);
    }
  }

  evidence(): Evidence {
    return evidenceOf(this.shop.dataDir, (app) => this.shop.databaseUrl(`${app}`), this.secrets);
  }

  async query<R extends object>(app: DatabaseOf, text: string, values?: readonly unknown[]): Promise<R[]> {
    const evidence = this.evidence();
    try {
      return await evidence.query<R>(app, text, values);
    } finally {
      await evidence.close();
    }
  }

  /** Changes what a database says of the past. */
  async change(app: DatabaseOf, statement: string): Promise<void> {
    await this.query(app, `BEGIN READ WRITE; ${statement}; COMMIT`);
  }

  async #restart(name: string): Promise<void> {
    const pid = this.pid(name);
    this.signal(name, 'SIGTERM');
    await this.back(name, pid);
  }
}
