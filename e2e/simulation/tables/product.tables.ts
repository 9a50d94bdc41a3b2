import type { ReservationState } from '../../../apps/product/src/reservation.entity.ts';
import { changeBy, type ReservationCommand } from '../../../apps/product/src/reservation.state.ts';
import * as statements from '../../../apps/product/src/reservation.sql.ts';
import type { Answers, Row } from '../simulated-database.ts';

export type Line = { sku: string; quantity: number };
export type StoredReservation = { state: ReservationState; lines: Line[]; missingSkus: string[]; expiresAt: number };
export type Stock = { onHand: number; reserved: number };

/** Product's tables. What happens to reservations is decided by the table that the statements are proven equal to. */
export class ProductTables {
  readonly stock = new Map<string, Stock>();
  readonly reservations = new Map<string, StoredReservation>();
  /** Holds that ended by themselves, and when. */
  readonly expired: { orderId: string; at: number; expiresAt: number }[] = [];
  readonly answers: Answers;

  /** @param now the database's clock, in ms */
  constructor(private readonly now: () => number) {
    const { RESERVE, COMMIT, RELEASE, EXPIRE, OVERDUE, FIND } = statements;
    this.answers = new Map<Answers extends Map<infer K, any> ? K : never, (...values: any[]) => Row[]>([
      [RESERVE, (id, skus, quantities, seconds) => this.#reserve(id, skus, quantities, seconds)],
      [COMMIT, (id) => this.apply('commit', id)],
      [RELEASE, (id) => this.apply('release', id)],
      [EXPIRE, (id) => (this.isOverdue(id) ? this.apply('expire', id) : [])],
      [OVERDUE, (limit, grace) => this.#overdue(limit, grace)],
      [FIND, (id) => this.#find(id)],
    ]);
  }

  /** Whether all lines could be held now. */
  isFree(lines: readonly Line[]): boolean {
    return this.missing(lines).length === 0;
  }

  missing(lines: readonly Line[]): string[] {
    const short = lines.filter(({ sku, quantity }) => {
      const stock = this.stock.get(sku);
      return !stock || stock.onHand - stock.reserved < quantity;
    });
    return short.map(({ sku }) => sku).toSorted();
  }

  apply(command: ReservationCommand, orderId: string, wanted?: { lines: Line[]; expiresAt: number }): Row[] {
    const before = this.reservations.get(orderId);
    const lines = before?.lines ?? wanted?.lines ?? [];
    const change = changeBy(command, before?.state ?? 'NONE', this.isFree(lines));
    if (!change) return [];
    for (const { sku, quantity } of lines) {
      const stock = this.stock.get(sku);
      if (!stock) continue;
      stock.reserved += change.reserved * quantity;
      stock.onHand += change.onHand * quantity;
    }
    const { state } = change;
    if (state === 'EXPIRED') this.expired.push({ orderId, at: this.now(), expiresAt: before!.expiresAt });
    const missingSkus = state === 'REJECTED' ? this.missing(lines) : (before?.missingSkus ?? []);
    const kept = {
      lines: state === 'REJECTED' ? [] : lines,
      expiresAt: before?.expiresAt ?? wanted?.expiresAt ?? Infinity,
    };
    this.reservations.set(orderId, { ...kept, state, missingSkus });
    return [command === 'reserve' ? { state, missingSkus } : { state }];
  }

  /** Staff count the shelf. @returns whether that is possible: what is held has to stay */
  count(sku: string, onHand: number): boolean {
    const stock = this.stock.get(sku)!;
    if (stock.reserved > onHand) return false;
    stock.onHand = onHand;
    return true;
  }

  isOverdue(orderId: string): boolean {
    const reservation = this.reservations.get(orderId);
    return reservation?.state === 'HELD' && reservation.expiresAt < this.now();
  }

  #reserve(orderId: string, skus: string[], quantities: number[], seconds: number): Row[] {
    const lines = skus.map((sku, at) => ({ sku, quantity: quantities[at]! }));
    return this.apply('reserve', orderId, { lines, expiresAt: this.now() + seconds * 1000 });
  }

  #overdue(limit: number, graceSeconds: number): Row[] {
    const overdue = [...this.reservations].filter(([id]) => this.isOverdue(id));
    overdue.sort(([, a], [, b]) => a.expiresAt - b.expiresAt);
    return overdue.slice(0, limit).map(([orderId, { expiresAt }]) => {
      return { orderId, isLong: expiresAt + graceSeconds * 1000 < this.now() };
    });
  }

  #find(orderId: string): Row[] {
    const found = this.reservations.get(orderId);
    return found ? [{ state: found.state, missingSkus: found.missingSkus }] : [];
  }
}
