import type { PaymentStatus } from './payment.state.ts';
import type { ListedCharge } from './provider.ts';

/** A payment in our books. `captured` and `repaid` are the ledger's; all amounts in minor units of `currency`. */
export type Books = {
  id: string;
  amount: number;
  currency: string;
  status: PaymentStatus;
  refunded: number;
  captured: number;
  repaid: number;
  providerRef: string | null;
  updatedAt: Date;
};

export type Difference = { what: string; ours: unknown; theirs: unknown };

/** Where the provider's books and ours do not say the same about one payment; either may not know it. */
export function differencesOf(ours: Books | undefined, theirs: ListedCharge | undefined): Difference[] {
  if (!ours) return theirs?.isCaptured ? [{ what: 'charge without a payment', ours: null, theirs: theirs.ref }] : [];
  const taken = theirs?.isCaptured ? theirs.amount : 0;
  const returned = theirs?.refunded ?? 0;
  // What was taken for a payment that had ended must have gone back, and is in the ledger all the same.
  const due = ours.status === 'CAPTURED' ? ours.amount : returned;
  return [
    { what: 'captured', ours: due, theirs: taken },
    { what: 'captured, by the ledger', ours: ours.captured, theirs: taken },
    { what: 'refunded', ours: ours.refunded, theirs: returned },
    { what: 'refunded, by the ledger', ours: ours.repaid, theirs: returned },
    ...(taken ? [{ what: 'currency', ours: ours.currency, theirs: theirs!.currency }] : []),
  ].filter((pair) => pair.ours !== pair.theirs);
}
