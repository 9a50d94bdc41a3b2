/** Books the money of the row that the CTE `source` returns (`id`, `amount`, `currency`) once, by double entry. */
export function booking(kind: 'capture' | 'refund', source: string, transactionId: `$${number}`): string {
  const [debit, credit] = SIDES[kind];
  return `
  booked AS (
    INSERT INTO ledger_transactions (id, kind, source_id)
    SELECT ${transactionId}, '${kind}', id FROM ${source} ON CONFLICT (kind, source_id) DO NOTHING RETURNING id),
  sides AS (
    INSERT INTO ledger_entries (transaction_id, account, amount, currency)
    SELECT booked.id, account, sign * amount, currency
    FROM booked, ${source}, (VALUES ('${debit}', 1), ('${credit}', -1)) AS side (account, sign))`;
}

const SIDES = { capture: ['provider_receivable', 'sales'], refund: ['sales', 'provider_receivable'] } as const;
