import { UNKNOWN_AFTER_MS, type Sweeps } from './services.ts';
import type { RunningServer, Service, Shop } from './shop.ts';

type Chore = {
  service: Service;
  sweep: keyof Sweeps;
  /** How often a replica looks, in ms. */
  everyMs: number;
  /** The instants from which there is something to do. */
  due: (shop: Shop) => number[];
};

/** As Payment waits before it asks the provider again. */
const ASK_AGAIN_MS = 15_000;
/** As Payment waits before it tells Order again. */
const TELL_AGAIN_MS = 10_000;

const CHORES: readonly Chore[] = [
  {
    service: 'order',
    sweep: 'orders',
    everyMs: 1000,
    due: ({ tables }) =>
      [...tables.order.orders.values()]
        .filter(({ step }) => step !== 'DONE')
        .map(({ nextRunAt, leaseUntil }) => Math.max(nextRunAt, leaseUntil ?? 0) + 1),
  },
  {
    service: 'order',
    sweep: 'events',
    everyMs: 1000,
    due: ({ tables }) =>
      tables.order.events.filter(({ isSent }) => !isSent).map(({ claimedUntil }) => claimedUntil + 1),
  },
  {
    service: 'product',
    sweep: 'holds',
    everyMs: 15_000,
    due: ({ tables }) =>
      [...tables.product.reservations.values()]
        .filter(({ state }) => state === 'HELD')
        .map(({ expiresAt }) => expiresAt + 1),
  },
  {
    service: 'payment',
    sweep: 'payments',
    everyMs: 5000,
    due: ({ tables }) =>
      [...tables.payment.payments.values()]
        .filter(({ status }) => status === 'SUBMITTED')
        .map(({ createdAt, askedAt }) => Math.max(createdAt.getTime() + UNKNOWN_AFTER_MS, askedAt + ASK_AGAIN_MS) + 1),
  },
  {
    service: 'payment',
    sweep: 'refunds',
    everyMs: 5000,
    due: ({ tables }) =>
      [...tables.payment.refunds.values()]
        .filter(({ status }) => status === 'SUBMITTED')
        .map(({ createdAt, askedAt }) => Math.max(createdAt.getTime(), askedAt) + ASK_AGAIN_MS + 1),
  },
  {
    service: 'payment',
    sweep: 'notices',
    everyMs: 5000,
    due: ({ tables }) =>
      [...tables.payment.refunds.values()]
        .filter(({ status, isTold }) => status === 'SUCCEEDED' && !isTold)
        .map(({ createdAt, tellingAt }) => Math.max(createdAt.getTime(), tellingAt + TELL_AGAIN_MS) + 1),
  },
];

/**
 * What replicas do by their timers, without the looks that would find nothing: a sweep is planned for when there is
 * something to do, a moment late as timers are.
 */
export class Sweepers {
  readonly #plannedAt = new Map<Chore, number>();
  readonly #lastAt = new Map<Chore, number>();

  constructor(private readonly shop: Shop) {}

  /** Called after every event. */
  plan(): void {
    for (const chore of CHORES) {
      const due = chore.due(this.shop);
      if (due.length === 0) continue;
      const { time, random } = this.shop;
      const soonest = Math.max(time.now, Math.min(...due), (this.#lastAt.get(chore) ?? 0) + chore.everyMs);
      const planned = this.#plannedAt.get(chore);
      if (planned !== undefined && planned <= soonest + chore.everyMs) continue;
      const at = soonest + random.between(0, chore.everyMs);
      this.#plannedAt.set(chore, at);
      time.after(at - time.now, () => this.#run(chore, at));
    }
  }

  #run(chore: Chore, at: number): void {
    const { time, random, note } = this.shop;
    this.shop.hasChanged = true;
    if (this.#plannedAt.get(chore) !== at) return;
    this.#plannedAt.delete(chore);
    this.#lastAt.set(chore, time.now);
    const awake = this.shop.servers(chore.service).filter(({ process }) => !process.isStopped);
    if (awake.length === 0) return;
    const { process, sweeps }: RunningServer = random.pick(awake);
    note(() => `${process.name}: looks for ${chore.sweep}`);
    sweeps[chore.sweep]!().catch((error: unknown) => note(() => `${process.name}: ${String(error)}`));
  }
}
