import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { CONFIG, type Config } from './config.ts';
import { PaymentService } from './payment.service.ts';
import { Reconciliation } from './reconciliation.ts';
import { RefundService } from './refund.service.ts';

/** Takes up what nobody waits for any more: payments and refunds of unknown outcome, and the books once a day. */
@Injectable()
export class PaymentSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sweeps: readonly Sweep[];

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(PaymentService) payments: PaymentService,
    @Inject(RefundService) refunds: RefundService,
    @Inject(Reconciliation) reconciliation: Reconciliation,
  ) {
    const log = createLogger('payment', config.LOG_LEVEL);
    const { SWEEP_MS, UNKNOWN_AFTER_MS, RECONCILE_HOUR, RECONCILE_HOURS, RECONCILE_LOOK_MS } = config;
    this.#sweeps = [
      new Sweep('payments', SWEEP_MS, () => payments.learnOverdue(UNKNOWN_AFTER_MS), log),
      new Sweep('refunds', SWEEP_MS, () => refunds.finishOverdue(), log),
      new Sweep('books', RECONCILE_LOOK_MS, () => reconciliation.runDaily(RECONCILE_HOUR, RECONCILE_HOURS), log),
    ];
  }

  onApplicationBootstrap(): void {
    for (const sweep of this.#sweeps) sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#sweeps.map((sweep) => sweep.stop()));
  }
}
