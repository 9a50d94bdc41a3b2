import { Faults } from './faults.ts';
import { Network, type Server } from './network.ts';
import type { ProviderEvent } from '../../apps/payment/src/provider.ts';
import { ProviderBooks } from './provider.ts';
import { Random } from './random.ts';
import { startOrder, startPayment, startProduct, type Seams, type Sweeps } from './services.ts';
import { SimulatedProcess } from './simulated-process.ts';
import type { Surroundings } from './surroundings.ts';
import { OrderTables } from './tables/order.tables.ts';
import { PaymentTables } from './tables/payment.tables.ts';
import { ProductTables } from './tables/product.tables.ts';
import { VirtualTime } from './virtual-time.ts';

export type Service = 'order' | 'payment' | 'product';
/** What a customer was told about a purchase. */
export type Told = { key: string; status: number; body: string };
export type RunningServer = Server & { sweeps: Sweeps };

/** The whole shop in one process: the services as they are, on tables, a network and a provider that are simulated. */
export class Shop implements Surroundings {
  readonly random: Random;
  readonly time = new VirtualTime();
  readonly faults: Faults;
  readonly tables;
  readonly books: ProviderBooks;
  readonly network: Network;
  readonly seams: Seams = {};
  readonly told: Told[] = [];
  /** Events that somebody was told of, as `order seq`. */
  readonly mailed = new Set<string>();
  /** Pieces by SKU that there were at first, plus those that staff added or took away. */
  readonly stocked = new Map<string, number>();
  readonly coverage = new Map<string, number>();
  readonly schedule: string[] = [];
  /** Since somebody looked. */
  hasChanged = false;
  /** Of an order's stock. Shorter than it is in life, so that it is met. */
  readonly holdSeconds: number;
  /** Reservations and payments that were refused, and how. */
  readonly refused = new Map<string, string>();
  readonly #servers: Record<Service, RunningServer[]> = { order: [], payment: [], product: [] };
  #started = 0;
  #ids = 0;

  constructor(
    readonly seed: number,
    readonly isTold: boolean,
  ) {
    this.random = new Random(seed);
    this.faults = new Faults(this.random, this.time);
    const now = () => this.time.now;
    this.tables = { order: new OrderTables(now), payment: new PaymentTables(now), product: new ProductTables(now) };
    this.network = new Network(this, (service) => this.servers(service as Service));
    this.books = new ProviderBooks(this, (event) => this.#deliver(event));
    this.holdSeconds = this.random.pick([5, 5, 30, 90]);
  }

  open(): void {
    for (const service of ['order', 'payment', 'product'] as const) {
      for (let replicas = this.random.between(1, 2); replicas > 0; replicas--) this.#start(service);
    }
  }

  servers(service: Service): readonly RunningServer[] {
    return this.#servers[service];
  }

  /** An id that no seed has seen before in its run. */
  newId(): string {
    return `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`;
  }

  note = (line: () => string): void => {
    if (this.isTold) this.schedule.push(`+${((this.time.now - this.time.start) / 1000).toFixed(3)} s  ${line()}`);
  };

  count = (what: string): void => {
    this.hasChanged = true;
    this.coverage.set(what, (this.coverage.get(what) ?? 0) + 1);
  };

  kill = (process: SimulatedProcess): void => {
    const service = process.name.split(' ')[0] as Service;
    process.isDead = true;
    this.note(() => `${process.name} is killed`);
    this.#servers[service] = this.#servers[service].filter((server) => server.process !== process);
    this.time.after(this.faults.lasting(200, 8000), () => this.#start(service));
  };

  #start(service: Service): void {
    const process = new SimulatedProcess(`${service} ${++this.#started}`, this.time);
    const start = { order: startOrder, payment: startPayment, product: startProduct }[service];
    this.#servers[service].push(start(this, process));
    this.note(() => `${process.name} starts`);
  }

  #deliver(event: ProviderEvent): void {
    const servers = this.servers('payment');
    if (servers.length === 0) return;
    const { process, handlers } = this.random.pick(servers);
    this.note(() => `provider: ${event.id} (${event.says}) arrives at ${process.name}`);
    handlers['webhook']!(event).catch((error: unknown) => this.note(() => `${process.name}: ${String(error)}`));
  }
}
