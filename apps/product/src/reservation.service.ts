import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '@shopmesh/database';
import { DomainError, failpoint } from '@shopmesh/runtime';
import type { ReservationState } from './reservation.entity.ts';
import { COMMIT, EXPIRE, FIND, OVERDUE, RELEASE, RESERVE } from './reservation.sql.ts';

export type Line = { sku: string; quantity: number };
export type Verdict = { state: ReservationState; missingSkus: string[] };

/** Holds stock for orders. Every command may be repeated, late or twice: the answer is the one of the first time. */
@Injectable()
export class ReservationService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Holds all lines for `holdSeconds`, or rejects all for good. */
  async reserve(orderId: string, lines: readonly Line[], holdSeconds: number): Promise<Verdict> {
    const merged = merge(lines);
    return this.#once('reserve', RESERVE, orderId, [...merged.keys()], [...merged.values()], holdSeconds);
  }

  /** Sells what is held. Any state but COMMITTED is a refusal. @throws not_found `reservation.not_found` */
  async commit(orderId: string): Promise<Verdict> {
    return this.#once('commit', COMMIT, orderId);
  }

  /** Gives the stock back, and makes a Reserve that comes after it fail. */
  async release(orderId: string): Promise<Verdict> {
    return this.#once('release', RELEASE, orderId);
  }

  /** Ends a hold that is past its time; any other is left alone. COMMIT may take the pieces again if they are still free. */
  async expire(orderId: string): Promise<void> {
    await this.database.one(EXPIRE, [orderId]);
  }

  /** Holds past their time; `isLong` when that is more than `graceSeconds` ago. */
  overdue(limit: number, graceSeconds: number): Promise<{ orderId: string; isLong: boolean }[]> {
    return this.database.many(OVERDUE, [limit, graceSeconds]);
  }

  async #once(
    name: 'reserve' | 'commit' | 'release',
    command: Statement,
    orderId: string,
    ...rest: unknown[]
  ): Promise<Verdict> {
    await failpoint(`product.${name}.before_commit`);
    const changed = await this.database.one<Verdict>(command, [orderId, ...rest]);
    await failpoint(`product.${name}.after_commit`);
    const verdict = changed ?? (await this.database.one<Verdict>(FIND, [orderId]));
    if (!verdict) throw new DomainError('not_found', 'reservation.not_found', 'there is no reservation for this order');
    return verdict;
  }
}

/** One quantity per SKU. */
function merge(lines: readonly Line[]): Map<string, number> {
  const merged = new Map<string, number>();
  for (const { sku, quantity } of lines) merged.set(sku, (merged.get(sku) ?? 0) + quantity);
  return merged;
}
