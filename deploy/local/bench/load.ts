import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, describe, isSuccess, type Call } from './connection.ts';
import { latencyOf, type Latency } from './latency.ts';
import { cpuPerOperation, shareOfOthers, type Cpu, type Reading } from './meter.ts';
import type { Scenario, Stage } from './scenarios.ts';

const WARM_UP_MS = 2000;
/** A shop that is down answers at once; asking again at once would only heat the room. */
const AFTER_ERROR_MS = 20;

export interface Measurement {
  clients: number;
  operations: number;
  perSecond: number;
  latency: Latency | null;
  errors: number;
  firstError: string | null;
  /** Per operation. */
  cpuMs: Cpu;
  /** Of the machine's CPU, 0 to 1: what other programs took meanwhile. */
  othersShare: number | null;
}

export interface Load {
  baseUrl: string;
  scenario: Scenario;
  stage: Stage;
  clients: number;
  seconds: number;
  readCpu: () => Reading;
  signal: AbortSignal;
}

/** Lets clients repeat a scenario and measures, once they have warmed up. @throws when `signal` is aborted */
export async function measure({
  baseUrl,
  scenario,
  stage,
  clients,
  seconds,
  readCpu,
  signal,
}: Load): Promise<Measurement> {
  await scenario.prepare?.(stage);
  const run: Run = { ended: false, tally: new Tally() };
  const connections = Array.from({ length: clients }, () => new Connection(baseUrl));
  const loops = connections.map((connection, client) =>
    repeat(connection, (turn) => scenario.next(stage, client, turn), run),
  );
  try {
    await sleep(WARM_UP_MS, undefined, { signal });
    const tally = new Tally();
    run.tally = tally;
    const before = readCpu();
    await sleep(seconds * 1000, undefined, { signal });
    const after = readCpu();
    run.tally = new Tally();
    return tally.measurement(clients, before, after);
  } finally {
    run.ended = true;
    if (signal.aborted) await Promise.all(connections.map((connection) => connection.close()));
    await Promise.all(loops);
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

interface Run {
  ended: boolean;
  tally: Tally;
}

async function repeat(connection: Connection, next: (turn: number) => Call, run: Run): Promise<void> {
  for (let turn = 0; !run.ended; turn++) {
    const request = next(turn);
    const began = performance.now();
    const failure = await attempt(connection, request);
    run.tally.add(performance.now() - began, failure);
    if (failure) await sleep(AFTER_ERROR_MS);
  }
}

/** @returns what went wrong */
async function attempt(connection: Connection, request: Call): Promise<string | undefined> {
  try {
    const answer = await connection.send(request);
    return isSuccess(answer) ? undefined : describe(request, answer);
  } catch (error) {
    return `${request.method} ${request.path} got no answer: ${(error as Error).message}`;
  }
}

class Tally {
  readonly #samplesMs: number[] = [];
  #errors = 0;
  #firstError: string | null = null;

  add(tookMs: number, failure: string | undefined): void {
    if (failure === undefined) return void this.#samplesMs.push(tookMs);
    this.#errors++;
    this.#firstError ??= failure;
  }

  /** Rate and latency are those of successes; CPU is spread over all operations. */
  measurement(clients: number, before: Reading, after: Reading): Measurement {
    const operations = this.#samplesMs.length;
    return {
      clients,
      operations,
      perSecond: (operations * 1000) / (after.atMs - before.atMs),
      latency: latencyOf(this.#samplesMs),
      errors: this.#errors,
      firstError: this.#firstError,
      cpuMs: cpuPerOperation(before, after, operations + this.#errors),
      othersShare: shareOfOthers(before, after),
    };
  }
}
