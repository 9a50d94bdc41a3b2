import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from '../config.ts';

const EVERY_MS = 60_000;
const BATCH = 1_000;

const REMOVE = sql(`
  DELETE FROM oauth_records WHERE (model, id) IN (
    SELECT model, id FROM oauth_records WHERE expires_at < now() ORDER BY expires_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
  RETURNING model`);

/** Removes what has expired; nobody finds it any more. */
@Injectable()
export class RecordSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(Database) private readonly database: Database,
  ) {
    this.#sweep = new Sweep('oauth records', EVERY_MS, () => this.sweep(), createLogger('user', config.LOG_LEVEL));
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** @returns whether there may be more */
  async sweep(): Promise<boolean> {
    return (await this.database.many(REMOVE)).length === BATCH;
  }
}
