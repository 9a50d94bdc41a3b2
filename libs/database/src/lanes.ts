import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';

/** A connection that statements share while it has any under way. */
type Lane = { client: Promise<PoolClient>; underWay: number; isLost?: true };

/** As many are opened before statements share one: two requests should not wait for each other. */
const FIRST_LANES = 2;
/** Then one more when all have this many statements under way, so that a slow one delays few others. */
const FULL = 6;
/** What the pool keeps for transactions, which need a connection to themselves. */
const NOT_LANES = 2;

/**
 * Sends single statements down a few connections without waiting for the answers to earlier ones (pipelining,
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING). Each is still a transaction of its own, and
 * fails alone. Under load this spares a wake-up of both processes for each statement, and Postgres most of its backends.
 */
export class Lanes {
  readonly #lanes = new Set<Lane>();

  constructor(private readonly pool: Pool) {}

  async send<R extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<R>> {
    const lane = this.#choose();
    lane.underWay++;
    try {
      return await (await lane.client).query<R>(statement);
    } catch (error) {
      if (!isAnswer(error)) this.#lose(lane);
      throw error;
    } finally {
      if (--lane.underWay === 0) this.#leave(lane);
    }
  }

  #choose(): Lane {
    const [first, ...others] = this.#lanes;
    const least = others.reduce((least, lane) => (lane.underWay < least!.underWay ? lane : least), first);
    const most = Math.max(1, this.pool.options.max - NOT_LANES);
    const isRoom = this.#lanes.size < most;
    const isWanted = this.#lanes.size < FIRST_LANES || least!.underWay >= FULL;
    if (least && !(isRoom && isWanted)) return least;
    const lane = { client: this.pool.connect(), underWay: 0 };
    this.#lanes.add(lane);
    return lane;
  }

  /** Nothing more is sent down it, and the pool throws it away. */
  #lose(lane: Lane): void {
    lane.isLost = true;
    this.#lanes.delete(lane);
  }

  #leave(lane: Lane): void {
    this.#lanes.delete(lane);
    void lane.client.then(
      (client) => client.release(lane.isLost),
      () => {},
    );
  }
}

/** An error that Postgres answered with has a SQLSTATE; class 57 says that the connection is over. */
function isAnswer(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(?!57P)[0-9A-Z]{5}$/.test(code);
}
