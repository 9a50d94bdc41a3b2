import { hash, randomUUID } from 'node:crypto';
import { ApiError } from './api-error.ts';
import type { Charge, ChargeRequest, Refund, RefundRequest } from './api.schema.ts';
import type { Effect, Journal } from './journal.ts';
import { behaviourOf, type Behaviour } from './tokens.ts';

/** Charges in one page of a list. */
const PAGE = 100;

/** What `Omit` would do if it looked at each member of a union on its own. */
type Untimed<E> = E extends unknown ? Omit<E, 'at'> : never;

/** Something that has happened, for those who were not told in an answer. */
export type News =
  | { type: `charge.${Charge['status']}`; data: Charge; isLate?: boolean }
  | { type: 'refund.succeeded'; data: RefundNews };
export type RefundNews = Refund & Pick<Charge, 'order' | 'currency'>;

/** Charges, refunds and cancellations, rebuilt from the journal. Each change is in the journal before it is told. */
export class Books {
  readonly #journal: Journal;
  readonly #tell: (news: News) => void;
  readonly #charges = new Map<string, Charge>();
  readonly #refunds = new Map<string, Refund>();
  /** Fingerprint of the call that an idempotency key was used for. */
  readonly #prints = new Map<string, string>();
  /** Calls that failed on purpose, by key. */
  readonly #outages = new Map<string, number>();

  /** @param tell hears of each change once it is made, but not of those that the journal held before */
  constructor(journal: Journal, tell: (news: News) => void = () => {}) {
    this.#journal = journal;
    this.#tell = tell;
    for (const effect of journal.read()) this.#apply(effect);
  }

  find(reference: string): Charge | undefined {
    return this.#charges.get(reference);
  }

  /** Charges that were made, cancelled or refunded since, in the order in which they were made. @param cursor of the page */
  list(since: string, cursor: number): { items: Charge[]; nextCursor: string | null } {
    const sinceMs = Date.parse(since);
    const items: Charge[] = [];
    let position = 0;
    for (const charge of this.#charges.values()) {
      if (position++ < cursor || Date.parse(charge.updatedAt) < sinceMs) continue;
      items.push(charge);
      if (items.length === PAGE) return { items, nextCursor: String(position) };
    }
    return { items, nextCursor: null };
  }

  /**
   * Charges once; the same key and body again give the same charge.
   * @returns `answer`: how the caller is to be answered, if not at once
   * @throws ApiError 409 `key_reused`, `reference_taken`; 500 `outage`
   */
  charge(key: string, request: ChargeRequest): { charge: Charge; answer?: Behaviour['answer'] } {
    const { reference, order, amount, currency, source } = request;
    const known = this.#charges.get(reference);
    if (known?.status === 'cancelled') return { charge: known };
    const print = fingerprint('charge', request);
    if (this.#isRepeat(key, print)) return { charge: known! };
    if (known) throw new ApiError(409, 'reference_taken', 'this reference was charged with another key');
    const { status, declineCode, answer, outages = 0 } = behaviourOf(source);
    this.#failFirst(key, outages);
    const terms = { id: `ch_${randomUUID()}`, reference, order, amount, currency, status, declineCode };
    this.#record({ type: 'charge', key, print, ...terms });
    const charge = this.#charges.get(reference)!;
    this.#tell({ type: `charge.${charge.status}`, data: charge, isLate: answer === 'late' });
    return { charge, answer };
  }

  /** Makes sure that a reference is not charged from now on. A charge that was made stays as it is, and is returned. */
  cancel(reference: string): Charge {
    const known = this.#charges.get(reference);
    if (known) return known;
    this.#record({ type: 'cancel', id: `ch_${randomUUID()}`, reference });
    const charge = this.#charges.get(reference)!;
    this.#tell({ type: 'charge.cancelled', data: charge });
    return charge;
  }

  /** @throws ApiError 404 `charge_unknown`; 409 `key_reused`, `refund_too_high` */
  refund(key: string, request: RefundRequest): Refund {
    const { reference, amount } = request;
    const print = fingerprint('refund', request);
    if (this.#isRepeat(key, print)) return this.#refunds.get(key)!;
    const charge = this.#charges.get(reference);
    if (!charge) throw new ApiError(404, 'charge_unknown', 'there is no such charge');
    const left = charge.status === 'succeeded' ? charge.amount - charge.refunded : 0;
    if (amount > left) throw new ApiError(409, 'refund_too_high', 'more than is left of the charge');
    this.#record({ type: 'refund', key, print, id: `re_${randomUUID()}`, reference, amount });
    const refund = this.#refunds.get(key)!;
    const { order, currency } = charge;
    this.#tell({ type: 'refund.succeeded', data: { ...refund, order, currency } });
    return refund;
  }

  #isRepeat(key: string, print: string): boolean {
    const before = this.#prints.get(key);
    if (before && before !== print) throw new ApiError(409, 'key_reused', 'this key was used for another call');
    return before !== undefined;
  }

  #failFirst(key: string, outages: number): void {
    const failed = this.#outages.get(key) ?? 0;
    if (failed >= outages) return;
    this.#outages.set(key, failed + 1);
    throw new ApiError(500, 'outage', 'the provider failed; nothing was charged');
  }

  #record(done: Untimed<Effect>): void {
    const effect = { at: new Date().toISOString(), ...done };
    this.#journal.append(effect);
    this.#apply(effect);
  }

  #apply(effect: Effect): void {
    const { id, reference, at } = effect;
    const fresh = { id, reference, refunded: 0, createdAt: at, updatedAt: at };
    if (effect.type === 'cancel') {
      // XXX: no currency (ISO 4217).
      this.#charges.set(reference, { ...fresh, amount: 0, currency: 'XXX', status: 'cancelled' });
      return;
    }
    const { key, print, amount } = effect;
    this.#prints.set(key, print);
    if (effect.type === 'charge') {
      const { order, currency, status, declineCode } = effect;
      this.#charges.set(reference, { ...fresh, order, amount, currency, status, declineCode });
      return;
    }
    this.#refunds.set(key, { id, key, reference, amount, status: 'succeeded' });
    const charge = this.#charges.get(reference)!;
    charge.refunded += amount;
    charge.updatedAt = at;
  }
}

/** Validated input has its members in the order of the schema, so equal calls have equal fingerprints. */
function fingerprint(call: string, request: object): string {
  return hash('sha256', call + JSON.stringify(request), 'base64url');
}
