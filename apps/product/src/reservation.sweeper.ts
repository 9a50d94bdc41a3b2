import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { OrderClient } from './order.client.ts';
import { ReservationService } from './reservation.service.ts';

/** Holds that one sweep looks at. */
const BATCH = 100;
/** A hold this much past its time ends whatever Order says, or when Order says nothing. */
const GRACE_SECONDS = 40;

/**
 * Lets holds end that their orders have left behind. Order is asked first: one that is about to be confirmed keeps its pieces
 * for a grace, since losing them now would mean a refund.
 */
@Injectable()
export class ReservationSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: ReturnType<typeof createLogger>;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(ReservationService) private readonly reservations: ReservationService,
    @Inject(OrderClient) private readonly orders: OrderClient,
  ) {
    this.#log = createLogger('product', config.LOG_LEVEL);
    this.#sweep = new Sweep('holds', config.EXPIRY_SWEEP_MS, () => this.sweep(), this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Ends the holds that are overdue and unwanted. Safe to run in several replicas at once. @returns false: the rest can wait */
  async sweep(): Promise<boolean> {
    for (const { orderId, isLong } of await this.reservations.overdue(BATCH, GRACE_SECONDS)) {
      if (isLong || !(await this.#isWanted(orderId))) await this.reservations.expire(orderId);
    }
    return false;
  }

  async #isWanted(orderId: string): Promise<boolean> {
    const status = await this.orders.status(orderId).catch((err: unknown) => {
      this.#log.warn({ err, orderId }, 'Order does not say whether it needs a hold');
      return 'UNKNOWN';
    });
    return status !== undefined && status !== 'CANCELLED';
  }
}
