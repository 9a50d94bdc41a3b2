import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { Sweep } from '@shopmesh/runtime';
import { createLogger, type Logger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from '../config.ts';
import { OrderClient } from '../order.client.ts';

/** Departures that a replica tells of at a time. */
const BATCH = 20;
/** How long nobody else tells of them, and after which one that failed is told again. */
const LEASE_SECONDS = 60;
/** An order that is not over needs its address until it is; Order is asked again after this. */
const UNDER_WAY_SECONDS = 3600;

/** $1 how many at most, $2 seconds for which nobody else takes them. */
const TAKE = sql(`
  UPDATE departures SET tell_at = now() + make_interval(secs => $2) WHERE user_id IN (
    SELECT user_id FROM departures WHERE forgotten_at IS NULL AND tell_at <= now()
    ORDER BY tell_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING user_id AS "userId"`);
/** $1 user, $2 orders that are not over, $3 seconds until Order is asked again about them. */
const TOLD = sql(`
  UPDATE departures SET forgotten_at = CASE WHEN $2::int = 0 THEN now() END, tell_at = now() + make_interval(secs => $3)
  WHERE user_id = $1`);

/** Has Order forget the people who have left, at least once each, and again until it has nothing left of them. */
@Injectable()
export class Departures implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: Logger;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(OrderClient) private readonly orders: OrderClient,
  ) {
    this.#log = createLogger('departures', config.LOG_LEVEL);
    this.#sweep = new Sweep('departures', config.SWEEP_MS, () => this.tell(), this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Has Order told soon of somebody who has just left. */
  wake(): void {
    this.#sweep.wake();
  }

  /** Tells of what is due. @returns whether there may be more */
  async tell(): Promise<boolean> {
    const departures = await this.database.many<{ userId: string }>(TAKE, [BATCH, LEASE_SECONDS]);
    await Promise.all(departures.map(({ userId }) => this.#tellOf(userId)));
    return departures.length === BATCH;
  }

  async #tellOf(userId: string): Promise<void> {
    try {
      const underWay = await this.orders.forgetUser(userId);
      await this.database.one(TOLD, [userId, underWay, UNDER_WAY_SECONDS]);
    } catch (error) {
      this.#log.warn({ err: error, userId }, 'Order has not forgotten somebody who left; it will be told again');
    }
  }
}
