import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { failpoint } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { Provider, type ListedCharge } from './provider.ts';
import { BOOKS_OF, CHANGED, FINISH_DAY, TAKE_DAY } from './reconciliation.sql.ts';
import { differencesOf, type Books } from './reconciliation.state.ts';

export type Result = { compared: number; differences: number };
export type Period = { from: Date; until: Date };

const HOUR_MS = 3_600_000;
/** What changed less than this ago may still be on its way from one book to the other. */
const SETTLING_MS = 5 * 60_000;
/** The provider is asked for this much more, since it writes down a charge before we do. */
const MARGIN_MS = HOUR_MS;
const PAGE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const log = createLogger('reconciliation', process.env['LOG_LEVEL'] ?? 'info');

/** Compares our books with the provider's. Differences are told, never mended: they are mistakes that someone must look at. */
@Injectable()
export class Reconciliation {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Provider) private readonly provider: Provider,
  ) {}

  /** Compares once a day, from `hour` (UTC) on, whichever replica comes first. @returns false: there is never more to do */
  async runDaily(hour: number, hours: number): Promise<false> {
    const taken = await this.database.one<{ day: string }>(TAKE_DAY, [hour]);
    if (!taken) return false;
    await failpoint('payment.reconcile.before_call');
    const { compared, differences } = await this.run(lastHours(hours));
    await failpoint('payment.reconcile.after_call');
    await this.database.one(FINISH_DAY, [taken.day, compared, differences]);
    await failpoint('payment.reconcile.after_commit');
    return false;
  }

  /** @throws Error when the provider does not list its charges */
  async run({ from, until }: Period): Promise<Result> {
    const theirs = await this.#listed(new Date(from.getTime() - MARGIN_MS));
    const result = { compared: 0, differences: 0 };
    for (let last = BEFORE_ALL; ;) {
      const page = await this.database.many<Books>(CHANGED, [this.provider.name, from, until, last, PAGE]);
      for (const ours of page) {
        this.#compare(ours, theirs.get(ours.id) ?? (await this.#older(ours)), result);
        theirs.delete(ours.id);
      }
      if (page.length < PAGE) break;
      last = page.at(-1)!.id;
    }
    await this.#compareRest([...theirs], until, result);
    log[result.differences ? 'error' : 'info'](result, 'compared the books with the provider’s');
    return result;
  }

  async #listed(since: Date): Promise<Map<string, ListedCharge>> {
    const charges = new Map<string, ListedCharge>();
    for await (const charge of this.provider.list(since)) charges.set(charge.paymentId ?? charge.ref, charge);
    return charges;
  }

  /** A charge that is not on the list, because it was made before; only that it was made can be learnt of it. */
  async #older(ours: Books): Promise<ListedCharge | undefined> {
    if (ours.status !== 'CAPTURED') return undefined;
    const outcome = await this.provider.find(ours.id, ours.providerRef);
    if (outcome?.result !== 'succeeded') return undefined;
    const { id, amount, currency, refunded, updatedAt } = ours;
    return { paymentId: id, ref: outcome.ref, amount, currency, refunded, isCaptured: true, updatedAt };
  }

  /** What the provider has and we have not, or have not changed in that time. */
  async #compareRest(rest: [string, ListedCharge][], until: Date, result: Result): Promise<void> {
    for (let at = 0; at < rest.length; at += PAGE) {
      const page = rest.slice(at, at + PAGE);
      const ids = page.flatMap(([, { paymentId }]) => paymentId ?? []);
      const rows = await this.database.many<Books>(BOOKS_OF, [ids]);
      const ours = new Map(rows.map((row) => [row.id, row]));
      for (const [key, theirs] of page) {
        const known = ours.get(key);
        if (theirs.updatedAt < until && !(known && known.updatedAt >= until)) this.#compare(known, theirs, result);
      }
    }
  }

  #compare(ours: Books | undefined, theirs: ListedCharge | undefined, result: Result): void {
    result.compared++;
    for (const difference of differencesOf(ours, theirs)) {
      result.differences++;
      log.error({ paymentId: ours?.id ?? theirs?.paymentId, ...difference }, 'the books differ');
    }
  }
}

/** The last hours without the minutes in which money may still be moving. */
export function lastHours(hours: number): Period {
  const now = Date.now();
  return { from: new Date(now - hours * HOUR_MS), until: new Date(now - SETTLING_MS) };
}
