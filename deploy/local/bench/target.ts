import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { statusOf } from '../health.ts';
import { runningShop, type ShopProcess } from '../processes.ts';
import { Shop } from '../shop.ts';
import { StartFailure } from '../start-failure.ts';
import { growCatalogue, raiseStock } from './catalogue.ts';
import { DATA_FOLDER, ROOT, type Options } from './options.ts';

/** Far more than any client sends: the gateway counts as always and refuses nobody. */
const LIMIT_FACTOR = 100_000;

export type Say = (line: string) => void;

/** The shop that is measured. */
export interface Target {
  /** @throws StartFailure when it does not start */
  open(): Promise<void>;
  readonly baseUrl: string;
  /** None when nothing is known of them. */
  readonly processes: readonly ShopProcess[];
  /** Makes sure that there is enough to sell, of as many products as asked for when the shop is ours. */
  stockUp(products: number): Promise<void>;
  close(): Promise<void>;
  kill(): void;
}

export function targetOf(options: Options, say: Say, signal: AbortSignal): Target {
  return options.baseUrl === undefined ? ownShop(options, say, signal) : otherShop(options.baseUrl, say);
}

function ownShop({ compile }: Options, say: Say, signal: AbortSignal): Target {
  const shop = new Shop({
    dataDir: DATA_FOLDER,
    gatewayPort: 0,
    fresh: true,
    limitFactor: LIMIT_FACTOR,
    compile,
    onProgress: (what, seconds) => say(`${what} (${seconds.toFixed(1)} s)`),
    report: say,
  });
  return {
    open: () => shop.start(),
    get baseUrl() {
      return shop.baseUrl;
    },
    get processes() {
      return shop.processes;
    },
    async stockUp(products) {
      const url = shop.databaseUrl('product');
      await growCatalogue(ROOT, url, products, say, signal);
      await raiseStock(url);
    },
    async close() {
      await shop.stop();
      // A large catalogue is a gigabyte, and the next measurement begins anew.
      rmSync(join(DATA_FOLDER, 'postgres'), { recursive: true, force: true });
    },
    kill: () => shop.kill(),
  };
}

function otherShop(baseUrl: string, say: Say): Target {
  const here = runningShop(join(ROOT, '.shopmesh'));
  const known = here?.baseUrl === baseUrl.replace('//127.0.0.1:', '//localhost:') ? here : undefined;
  return {
    baseUrl,
    processes: known?.processes ?? [],
    async open() {
      if (!(await statusOf(baseUrl))) throw new StartFailure(`Nothing answers at ${baseUrl}.`);
      if (!known) say(`Nothing is known of the processes behind ${baseUrl}: their CPU and memory are not measured`);
    },
    async stockUp() {
      if (known) await raiseStock(known.databaseUrl('product'));
    },
    close: () => Promise.resolve(),
    kill: () => {},
  };
}
