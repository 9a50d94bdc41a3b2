import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { createLogger, traceIdOf } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OrderDriver } from './order.driver.ts';
import type { OrderRow } from './order.schema.ts';
import { CLAIM } from './order.sql.ts';

/** Orders that one replica takes at a time. */
const BATCH = 10;
/** Shorter than a lease, so that nobody else drives the order meanwhile. */
const DRIVE_MS = 10_000;

/** Finds orders that nobody drives (their request ended, their replica died, their call had no outcome) and drives them. */
@Injectable()
export class OrderSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: ReturnType<typeof createLogger>;
  #timer?: NodeJS.Timeout;
  #sweeping: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderDriver) private readonly driver: OrderDriver,
  ) {
    this.#log = createLogger('order', config.LOG_LEVEL);
  }

  onApplicationBootstrap(): void {
    this.#wait(this.config.SWEEP_MS);
  }

  /** Finishes what it has taken: the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#sweeping;
  }

  /** Drives what is due. @returns how many orders that were */
  async sweep(): Promise<number> {
    const orders = await this.database.many<OrderRow>(CLAIM, [BATCH]);
    await Promise.all(orders.map((order) => this.driver.drive(order, DRIVE_MS, traceIdOf({}))));
    return orders.length;
  }

  #wait(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#sweeping = this.#run();
    }, ms);
  }

  async #run(): Promise<void> {
    // A failed sweep is tried again like any other: the orders stay due.
    const found = await this.sweep().catch((error: unknown) => {
      this.#log.error({ err: error }, 'could not look for orders to drive');
      return 0;
    });
    this.#wait(found === BATCH ? 0 : this.config.SWEEP_MS);
  }
}
