import type {
  ChargeOutcome,
  Due,
  DueRefund,
  ListedCharge,
  Provider,
  ProviderEvent,
  RefundOutcome,
} from '../../apps/payment/src/provider.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import type { Surroundings } from './surroundings.ts';

export type Charge = {
  key: string;
  due: Due;
  status: 'pending' | 'succeeded' | 'declined' | 'cancelled';
};
type Refund = DueRefund & { status: 'succeeded' | 'failed' };

/** As PROVIDER_TIMEOUT_MS. */
const TIMEOUT_MS = 20_000;
const UNKNOWN = { result: 'unknown' } as const;

/** The provider's side: what it did, by idempotency key as Stripe does it. It never forgets and never crashes. */
export class ProviderBooks {
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  #events = 0;

  /** @param deliver carries an event to the webhook */
  constructor(
    private readonly surroundings: Surroundings,
    private readonly deliver: (event: ProviderEvent) => void,
  ) {}

  charge(key: string, due: Due): Charge {
    const known = this.charges.get(key);
    if (known) return known;
    const { time, random, faults, note } = this.surroundings;
    const fate = random.chance(0.8) ? 'succeeded' : 'declined';
    const isPending = faults.happens('provider_pending');
    const charge: Charge = { key, due, status: isPending ? 'pending' : fate };
    this.charges.set(key, charge);
    note(() => `provider: charge is ${charge.status}`);
    if (!isPending) {
      this.#tell(due, fate);
      return charge;
    }
    // Banks refuse at first what they take on the second try. Such news is outdated when the charge succeeds.
    if (fate === 'succeeded' && random.chance(0.7)) this.#tell(due, 'declined');
    time.after(faults.lasting(500, 30_000), () => {
      if (charge.status !== 'pending') return;
      charge.status = fate;
      note(() => `provider: pending charge is ${fate}`);
      this.#tell(due, fate);
    });
    return charge;
  }

  cancel(due: Due): Charge {
    const charge = this.charges.get(due.id) ?? { key: due.id, due, status: 'pending' };
    if (charge.status !== 'pending') return charge;
    charge.status = 'cancelled';
    this.charges.set(due.id, charge);
    this.#tell(due, 'cancelled');
    return charge;
  }

  refund(key: string, due: DueRefund): Refund {
    const known = this.refunds.get(key);
    if (known) return known;
    const isRefused = due.amount > this.kept(due.paymentId) || this.surroundings.faults.happens('refund_refused');
    const refund: Refund = { ...due, status: isRefused ? 'failed' : 'succeeded' };
    this.refunds.set(key, refund);
    const charge = [...this.charges.values()].find((each) => each.due.id === due.paymentId);
    if (charge && !isRefused) this.#tell({ ...charge.due, amount: due.amount }, 'refunded', due.id);
    return refund;
  }

  /** Money that it has of a payment, in minor units. */
  kept(paymentId: string): number {
    let sum = 0;
    for (const { due, status } of this.charges.values()) {
      if (due.id === paymentId && status === 'succeeded') sum += due.amount;
    }
    for (const refund of this.refunds.values()) {
      if (refund.paymentId === paymentId && refund.status === 'succeeded') sum -= refund.amount;
    }
    return sum;
  }

  #tell(due: Due, says: ProviderEvent['says'], refundId: string | null = null): void {
    const { time, random, faults } = this.surroundings;
    const { id: paymentId, orderId, amount, currency } = due;
    const event = { id: `event ${++this.#events}`, type: says, says, paymentId, orderId, refundId, amount, currency };
    const copies = faults.happens('webhook_lost') ? 0 : faults.happens('webhook_twice') ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) time.after(random.between(5, 2000), () => this.deliver(event));
  }
}

/** How one process of Payment reaches the provider: slowly, in vain, or without hearing what came of it. */
export class SimulatedProvider implements Provider {
  readonly name = 'simulated';

  constructor(
    private readonly process: SimulatedProcess,
    private readonly books: ProviderBooks,
    private readonly surroundings: Surroundings,
  ) {}

  async charge(due: Due, _token: string, key = due.id): Promise<ChargeOutcome> {
    return outcomeOf(await this.#call('charge', () => ({ ...this.books.charge(key, due) })));
  }

  async find(paymentId: string): Promise<ChargeOutcome | undefined> {
    const found = await this.#call('find', () =>
      [this.books.charges.get(paymentId)].map((charge) => charge && { ...charge }),
    );
    if (!found) return UNKNOWN;
    return found[0] && outcomeOf(found[0]);
  }

  async cancel(due: Due): Promise<ChargeOutcome> {
    return outcomeOf(await this.#call('cancel', () => ({ ...this.books.cancel(due) })));
  }

  async refund(due: DueRefund, key = due.id): Promise<RefundOutcome> {
    const refund = await this.#call('refund', () => this.books.refund(key, due));
    if (!refund) return UNKNOWN;
    return refund.status === 'succeeded' ? { result: 'succeeded', ref: key } : { result: 'failed', code: 'refused' };
  }

  /** Signatures are not simulated. */
  readWebhook(body: Buffer): ProviderEvent {
    return body as unknown as ProviderEvent;
  }

  list(): AsyncIterable<ListedCharge> {
    throw new Error('the books are not compared in the simulation');
  }

  /** @returns undefined when nobody can know whether it was done */
  async #call<T>(what: string, work: () => T): Promise<T | undefined> {
    const { time, random, faults, note } = this.surroundings;
    const pass = (ms: number) => new Promise<void>((resolve) => time.after(ms, resolve));
    if (faults.happens('provider_error')) {
      await this.process.goesOn(random.between(1, 50));
      note(() => `${this.process.name}: provider fails to ${what}`);
      return undefined;
    }
    const slowMs = faults.happens('provider_slow') ? faults.lasting(1000, 30_000) : random.between(1, 20);
    const isSilent = faults.happens('provider_silent');
    if (slowMs > TIMEOUT_MS || isSilent) {
      time.after(slowMs, () => void work());
      await this.process.goesOn(isSilent ? faults.lasting(TIMEOUT_MS, TIMEOUT_MS) : TIMEOUT_MS);
      note(() => `${this.process.name}: provider does not say whether it did ${what}`);
      return undefined;
    }
    await pass(slowMs);
    const done = work();
    note(() => `${this.process.name}: provider did ${what}`);
    await this.process.goesOn(random.between(1, 5));
    return done;
  }
}

function outcomeOf(charge: Charge | undefined): ChargeOutcome {
  if (!charge || charge.status === 'pending') return UNKNOWN;
  const ref = charge.key;
  return charge.status === 'declined'
    ? { result: 'declined', ref, code: 'card_declined' }
    : { result: charge.status, ref };
}
