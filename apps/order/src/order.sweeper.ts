import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { Sweep } from '@shopmesh/runtime';
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
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderDriver) private readonly driver: OrderDriver,
  ) {
    const log = createLogger('order', config.LOG_LEVEL);
    this.#sweep = new Sweep('orders', config.SWEEP_MS, async () => (await this.sweep()) === BATCH, log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  /** Finishes what it has taken: the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Drives what is due. @returns how many orders that were */
  async sweep(): Promise<number> {
    const orders = await this.database.many<OrderRow>(CLAIM, [BATCH]);
    await Promise.all(orders.map((order) => this.driver.drive(order, DRIVE_MS, traceIdOf({}))));
    return orders.length;
  }
}
