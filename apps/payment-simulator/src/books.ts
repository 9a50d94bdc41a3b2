import { hash, randomUUID } from 'node:crypto';
import { ApiError } from './api-error.ts';
import type { Charge, ChargeRequest, Refund, RefundRequest } from './api.schema.ts';
import type { Effect, Journal } from './journal.ts';
import { behaviourOf, type Behaviour } from './tokens.ts';

/** Charges, refunds and cancellations, rebuilt from the journal. Each change is in the journal before it is told. */
export class Books {
  readonly #journal: Journal;
  readonly #charges = new Map<string, Charge>();
  readonly #refunds = new Map<string, Refund>();
  /** Fingerprint of the call that an idempotency key was used for. */
  readonly #prints = new Map<string, string>();
  /** Calls that failed on purpose, by key. */
  readonly #outages = new Map<string, number>();

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const effect of journal.read()) this.#apply(effect);
  }

  find(reference: string): Charge | undefined {
    return this.#charges.get(reference);
  }

  /**
   * Charges once; the same key and body again give the same charge.
   * @returns `answer`: how the caller is to be answered, if not at once
   * @throws ApiError 409 `key_reused`, `reference_taken`; 500 `outage`
   */
  charge(key: string, request: ChargeRequest): { charge: Charge; answer?: Behaviour['answer'] } {
    const { reference, amount, currency, source } = request;
    const known = this.#charges.get(reference);
    if (known?.status === 'cancelled') return { charge: known };
    const print = fingerprint('charge', request);
    if (this.#isRepeat(key, print)) return { charge: known! };
    if (known) throw new ApiError(409, 'reference_taken', 'this reference was charged with another key');
    const { status, declineCode, answer, outages = 0 } = behaviourOf(source);
    this.#failFirst(key, outages);
    const charge = { id: `ch_${randomUUID()}`, reference, amount, currency, status, declineCode };
    this.#record({ type: 'charge', key, print, ...charge });
    return { charge: this.#charges.get(reference)!, answer };
  }

  /** Makes sure that a reference is not charged from now on. A charge that was made stays as it is, and is returned. */
  cancel(reference: string): Charge {
    if (!this.#charges.has(reference)) this.#record({ type: 'cancel', id: `ch_${randomUUID()}`, reference });
    return this.#charges.get(reference)!;
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
    return this.#refunds.get(key)!;
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

  #record(effect: Effect): void {
    this.#journal.append(effect);
    this.#apply(effect);
  }

  #apply(effect: Effect): void {
    const { id, reference } = effect;
    if (effect.type === 'cancel') {
      // XXX: no currency (ISO 4217).
      const tombstone = { id, reference, amount: 0, currency: 'XXX', status: 'cancelled', refunded: 0 } as const;
      this.#charges.set(reference, tombstone);
      return;
    }
    const { key, print, amount } = effect;
    this.#prints.set(key, print);
    if (effect.type === 'charge') {
      const { currency, status, declineCode } = effect;
      this.#charges.set(reference, { id, reference, amount, currency, status, declineCode, refunded: 0 });
      return;
    }
    this.#refunds.set(key, { id, reference, amount, status: 'succeeded' });
    this.#charges.get(reference)!.refunded += amount;
  }
}

/** Validated input has its members in the order of the schema, so equal calls have equal fingerprints. */
function fingerprint(call: string, request: object): string {
  return hash('sha256', call + JSON.stringify(request), 'base64url');
}
