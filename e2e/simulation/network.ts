import { status } from '@grpc/grpc-js';
import type { ClientGrpc } from '@nestjs/microservices';
import { DomainError, toServiceError } from '@shopmesh/runtime';
import { from } from 'rxjs';
import type { SimulatedProcess } from './simulated-process.ts';
import type { Surroundings } from './surroundings.ts';

export type Handlers = Record<string, (request: any) => Promise<unknown>>;
export type Server = { process: SimulatedProcess; handlers: Handlers };

type Servers = (service: string) => readonly Server[];

const PARTITION_MS = [5000, 110_000] as const;

/** Carries calls between processes: loses them, delays them, delivers them twice. */
export class Network {
  /** Until when nobody reaches a service. */
  readonly #cutOffUntil = new Map<string, number>();

  /** @param servers the processes of a service that are alive */
  constructor(
    private readonly surroundings: Surroundings,
    private readonly servers: Servers,
  ) {}

  /** What Nest injects as a client, for the calls of one process to one service. */
  client(caller: SimulatedProcess, service: string, methods: readonly string[]): ClientGrpc {
    const { time } = this.surroundings;
    const skewMs = () => Date.now() - time.now;
    const stub = Object.fromEntries(
      methods.map((method) => [
        method,
        (request: unknown, _: unknown, options: { deadline: number }) =>
          from(this.call(caller, service, method, request, options.deadline - skewMs() - time.now)),
      ]),
    );
    return { getService: () => stub } as unknown as ClientGrpc;
  }

  /** @throws what gRPC throws: the callee's error, or DEADLINE_EXCEEDED, which says nothing */
  call(caller: SimulatedProcess, service: string, method: string, request: unknown, deadlineMs: number): Promise<any> {
    const { time, random, faults, note } = this.surroundings;
    return new Promise((resolve, reject) => {
      const deadline = time.after(deadlineMs, () => {
        if (caller.isDead) return;
        note(() => `${caller.name}: no answer to ${method} in time`);
        reject(Object.assign(new Error('deadline'), { code: status.DEADLINE_EXCEEDED }));
      });
      const settle = async (work: () => void) => {
        await caller.goesOn(0);
        time.cancel(deadline);
        work();
      };
      const answer = (value: unknown) => settle(() => resolve(value));
      const refuse = (error: unknown) => settle(() => reject(asServiceError(error)));
      const deliver = () => void this.#serve(caller, service, method, request).then(answer, refuse);
      // Between the payment and the commit it hurts most: the hold may end meanwhile.
      const partition = method === 'commit' ? 'partition_at_commit' : 'partition';
      if (faults.happens(partition)) this.#cutOffUntil.set(service, time.now + faults.lasting(...PARTITION_MS));
      const isCutOff = time.now < (this.#cutOffUntil.get(service) ?? 0);
      if (isCutOff || faults.happens('request_lost')) return note(() => `${caller.name}: ${method} is lost`);
      time.after(this.#delayMs(), deliver);
      const twice = method === 'commit' ? 'commit_twice' : 'message_twice';
      if (faults.happens(twice)) time.after(random.between(1, random.pick([10, 1000, 60_000])), deliver);
    });
  }

  /** The answer of whichever replica the call reaches; none if there is none, if it dies, or if the reply is lost. */
  async #serve(caller: SimulatedProcess, service: string, method: string, request: unknown): Promise<unknown> {
    const { time, random, faults, note } = this.surroundings;
    const reached = this.servers(service);
    if (reached.length === 0) return NEVER;
    const { process, handlers } = random.pick(reached);
    note(() => `${caller.name}: ${method} arrives at ${process.name}`);
    const outcome = await handlers[method]!(request).then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error;
      },
    );
    if (faults.happens('reply_lost')) {
      note(() => `${process.name}: reply to ${method} is lost`);
      return NEVER;
    }
    await new Promise<void>((resolve) => time.after(this.#delayMs(), resolve));
    return outcome();
  }

  #delayMs(): number {
    const { random, faults } = this.surroundings;
    if (!faults.happens('message_late')) return random.between(1, 5);
    return random.chance(0.5) ? faults.lasting(100, 5000) : faults.lasting(5000, 100_000);
  }
}

const NEVER = new Promise<never>(() => {});

function asServiceError(error: unknown): Error {
  const failure =
    error instanceof DomainError ? toServiceError(error) : Object.assign(error as Error, { code: status.UNKNOWN });
  return failure as Error;
}
