import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from './connection.ts';
import { measure, type Load, type Measurement } from './load.ts';
import { readCpu, readMemory } from './meter.ts';
import { ROOT, type Options } from './options.ts';
import { oneLine, type Compared, type Result } from './report.ts';
import { BROWSING, SCENARIOS, setStage, type Scenario, type Stage } from './scenarios.ts';
import type { Say, Target } from './target.ts';
import { measureVerification } from './verification.ts';

/** After starting, services connect and compile for a moment. */
const SETTLE_MS = 3000;
const WARMING_CLIENTS = 8;
const WARMING_SECONDS = 10;
/** Comparing sizes of the catalogue: without a queue, so that the time is the shop's own. */
const COMPARING_CLIENTS = 1;

/** Measures all that is asked for, filling `result` on the way: when it fails or is aborted, the part that is done stays. */
export async function runBench(
  target: Target,
  options: Options,
  result: Result,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  await sleep(SETTLE_MS, undefined, { signal });
  result.idle = readMemory(target.processes);
  await target.stockUp(options.products);
  const connection = new Connection(target.baseUrl);
  try {
    const bench = new Bench(target, options.seconds, await setStage(connection), say, signal);
    for (const name of options.only) {
      await bench.warmUp(SCENARIOS[name]);
      for (const clients of options.clients) {
        result.measurements.push({ scenario: name, ...(await bench.measure(name, SCENARIOS[name], clients)) });
      }
    }
    result.busy = readMemory(target.processes);
    result.verification = await measureVerification(ROOT, signal);
    if (options.large !== undefined) await compareSizes(bench, target, options.large, result.compared);
  } finally {
    await connection.close();
  }
}

async function compareSizes(bench: Bench, target: Target, large: number, compared: Compared[]): Promise<void> {
  const before = await bench.measureBrowsing();
  await target.stockUp(large);
  const after = await bench.measureBrowsing();
  for (const [index, { scenario, ...small }] of before.entries()) {
    compared.push({ scenario, small, large: after[index]! });
  }
}

class Bench {
  readonly #target: Target;
  readonly #seconds: number;
  readonly #stage: Stage;
  readonly #say: Say;
  readonly #signal: AbortSignal;

  constructor(target: Target, seconds: number, stage: Stage, say: Say, signal: AbortSignal) {
    this.#target = target;
    this.#seconds = seconds;
    this.#stage = stage;
    this.#say = say;
    this.#signal = signal;
  }

  /** Lets the processes compile what a scenario needs, which takes more requests than one client sends in a warm-up. */
  async warmUp(scenario: Scenario): Promise<void> {
    await measure({ ...this.#load(scenario, WARMING_CLIENTS), seconds: WARMING_SECONDS });
  }

  async measure(name: string, scenario: Scenario, clients: number): Promise<Measurement> {
    const measurement = await measure(this.#load(scenario, clients));
    this.#say(`${name}, ${oneLine(measurement)}`);
    return measurement;
  }

  async measureBrowsing(): Promise<({ scenario: string } & Measurement)[]> {
    const measured = [];
    for (const [scenario, what] of Object.entries(BROWSING)) {
      measured.push({ scenario, ...(await this.measure(scenario, what, COMPARING_CLIENTS)) });
    }
    return measured;
  }

  #load(scenario: Scenario, clients: number): Load {
    return {
      baseUrl: this.#target.baseUrl,
      scenario,
      stage: this.#stage,
      clients,
      seconds: this.#seconds,
      readCpu: () => readCpu(this.#target.processes),
      signal: this.#signal,
    };
  }
}
