import type { Database, Statement } from '@shopmesh/database';
import type { SimulatedProcess } from './simulated-process.ts';
import { nameOf } from './statement-names.ts';
import type { Surroundings } from './surroundings.ts';

export type Row = Record<string, unknown>;
/** What each statement does to tables in memory: all of it or nothing, as the one transaction that it is. */
export type Answers = Map<Statement, (...values: any[]) => Row[]>;

/** Between a statement and the next step of its process, that may die or be stopped. */
const STOPPED_MS = [1000, 120_000] as const;

/** A process's connection to its database. Stands in for the real {@link Database}. */
export class SimulatedDatabase {
  constructor(
    private readonly process: SimulatedProcess,
    private readonly answers: Answers,
    private readonly surroundings: Surroundings,
  ) {}

  /** To give to what expects the real one. */
  get asDatabase(): Database {
    return this as unknown as Database;
  }

  async one(statement: Statement, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.many(statement, values))[0];
  }

  async many(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#commit(async () => this.#run(statement, values));
  }

  /** Transactions lock before they look, so here they run one after the other: between two events. */
  async transaction<T>(work: (tx: Pick<SimulatedDatabase, 'one' | 'many'>) => Promise<T>): Promise<T> {
    return this.#commit(() =>
      work({
        one: async (statement, values = []) => this.#run(statement, values)[0],
        many: async (statement, values = []) => this.#run(statement, values),
      }),
    );
  }

  /** Does something as a whole or not at all; and the process may not live to hear of it. */
  async #commit<T>(work: () => Promise<T>): Promise<T> {
    const { random, faults, kill } = this.surroundings;
    await this.process.goesOn(random.between(0, 3));
    if (faults.happens('crash')) kill(this.process);
    if (faults.happens('stop')) this.process.stop(faults.lasting(...STOPPED_MS));
    const isCut = faults.happens('connection_cut');
    if (isCut && random.chance(0.5)) throw new Error('connection cut before the commit');
    // What a process has sent is done even if it is killed now.
    if (this.process.isDead && random.chance(0.5)) return NEVER;
    const result = await work();
    if (isCut) throw new Error('connection cut after the commit');
    if (this.process.isDead) return NEVER;
    if (this.process.isStopped || random.chance(0.2)) await this.process.goesOn(random.between(0, 2));
    return result;
  }

  #run(statement: Statement, values: readonly unknown[]): Row[] {
    const { note, count } = this.surroundings;
    const answer = this.answers.get(statement);
    if (!answer) throw new Error(`the simulation has no answer for this statement: ${statement.text}`);
    const rows = answer(...values);
    count(`${nameOf(statement)} ${outcome(rows)}`);
    note(() => `${this.process.name}: ${nameOf(statement)} ${told(values)} -> ${outcome(rows)}`);
    return rows;
  }
}

const NEVER = new Promise<never>(() => {});

function outcome([row]: Row[]): string {
  return row ? ((row['state'] ?? row['status'] ?? 'done') as string) : 'nothing';
}

/** The values that say what goes on. */
function told(values: readonly unknown[]): string {
  return values
    .filter((value) => (typeof value === 'string' && value.length < 60) || typeof value === 'number')
    .slice(0, 8)
    .join(' ');
}
