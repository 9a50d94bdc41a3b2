import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPS, type App } from './apps.ts';
import { build } from './build.ts';
import { emptyDataFolder, takeDataFolder } from './data-folder.ts';
import { isSeeded, migrate, seed, startDatabase } from './database.ts';
import type { Environment } from './environment.ts';
import { Fleet } from './fleet.ts';
import type { Launch } from './launch.ts';
import { place } from './placement.ts';
import { ensureFree, freePorts } from './ports.ts';
import type { ShopProcess } from './processes.ts';
import { databaseUrl, loadSecrets } from './secrets.ts';
import { startServices } from './services.ts';
import { StartFailure } from './start-failure.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

export interface ShopOptions {
  /** Everything the shop keeps. One shop at a time. */
  dataDir: string;
  /** 0: any free one, for the gateway and for everything behind it. */
  gatewayPort: number;
  /** Remove the data of earlier runs first. */
  fresh?: boolean;
  /** Multiplies the gateway's rate limits; default 1. */
  limitFactor?: number;
  /** Compile first; default true. */
  compile?: boolean;
  /** Something was done, in so many seconds. */
  onProgress?: (what: string, seconds: number) => void;
  /** A line about the unexpected: a process died, is back, wrote an error to its log. */
  report?: (line: string) => void;
  /** The folder with apps/ and deploy/; default: this project. */
  root?: string;
  apps?: readonly App[];
  /** Settings over those of deploy/env, by app. Read at each start of the app, the restarts after a death included. */
  env?: Record<string, Environment>;
}

/** Starts the whole shop. @throws StartFailure, after stopping what had been started */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const shop = new Shop(options);
  await shop.start();
  return shop;
}

/** The database, the services, the provider and the gateway, from the first start to the last stop. */
export class Shop {
  readonly dataDir: string;
  readonly #options: ShopOptions;
  readonly #fleet: Fleet;
  readonly #stopping = new AbortController();
  #launch: Launch | undefined;
  #release = () => {};
  #started: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: ShopOptions) {
    this.#options = options;
    this.dataDir = resolve(options.dataDir);
    this.#fleet = new Fleet(this.dataDir, options.report ?? (() => {}));
  }

  /** Where clients go. */
  get baseUrl(): string {
    return this.#known.baseUrl;
  }

  /** The gateway first. */
  get processes(): readonly ShopProcess[] {
    return this.#fleet.processes;
  }

  /** @param app `order`, say. @returns address of its database, as its owner */
  databaseUrl(app: string): string {
    return databaseUrl(app, this.#known.secrets, this.#known.databasePort);
  }

  async start(): Promise<void> {
    try {
      this.#started = this.#start();
      await this.#started;
    } catch (error) {
      // Whatever was interrupted, the reason is that the shop was told to stop.
      const why: unknown = this.#stopping.signal.aborted ? this.#stopping.signal.reason : error;
      await this.stop();
      throw why;
    }
  }

  /** Lets each process finish what it has begun: the gateway, the services, the provider, then Postgres. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Ends every process at once, for those who cannot wait. */
  kill(): void {
    this.#stopping.abort();
    this.#fleet.kill();
  }

  async #start(): Promise<void> {
    const { gatewayPort, fresh = false, compile = true } = this.#options;
    this.#release = takeDataFolder(this.dataDir);
    if (gatewayPort) await ensureFree(gatewayPort);
    if (fresh) await emptyDataFolder(this.dataDir);
    const launch = await this.#plan();
    this.#launch = launch;
    if (compile) await this.#step('compiled', () => build(launch.root, launch.signal));
    await this.#step('database started', () => startDatabase(launch));
    await this.#step('schemas up to date', () => migrate(launch));
    const placement = await place(launch.root, launch.apps, launch.gatewayPort, gatewayPort !== 0);
    if (!isSeeded(this.dataDir)) await this.#step('catalogue and accounts written', () => seed(launch, placement));
    await this.#step('services and gateway ready', () => startServices(launch, placement));
  }

  async #plan(): Promise<Launch> {
    const { root = PROJECT, apps = APPS, limitFactor = 1, gatewayPort, env = {} } = this.#options;
    const [databasePort, anyPort] = await freePorts([0, 0]);
    const port = gatewayPort || anyPort!;
    return {
      root,
      dataDir: this.dataDir,
      apps,
      gatewayPort: port,
      databasePort: databasePort!,
      baseUrl: `http://localhost:${port}`,
      limitFactor,
      env,
      secrets: loadSecrets(this.dataDir, apps),
      fleet: this.#fleet,
      signal: this.#stopping.signal,
    };
  }

  async #step(what: string, work: () => Promise<void>): Promise<void> {
    const began = Date.now();
    await work();
    this.#stopping.signal.throwIfAborted();
    this.#options.onProgress?.(what, (Date.now() - began) / 1000);
  }

  async #stop(): Promise<void> {
    this.#stopping.abort(new StartFailure('The shop was stopped while it was starting.'));
    await this.#fleet.stop();
    // A step that was going on ends, too, before somebody else may have the folder.
    await this.#started?.catch(() => undefined);
    this.#release();
  }

  get #known(): Launch {
    if (!this.#launch) throw new Error('the shop has not been started');
    return this.#launch;
  }
}
