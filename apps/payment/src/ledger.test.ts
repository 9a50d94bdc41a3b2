import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaDrift } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import { randomUUID } from 'node:crypto';
import { createDataSource } from './data-source.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(createDataSource);
});
afterAll(() => database.drop());

type Entry = [account: string, amount: number, currency: string];

/** Books a transaction in one go, as one statement. @returns its id */
async function book(...entries: Entry[]): Promise<string> {
  const id = randomUUID();
  const sides = entries.map(([account, amount, currency]) => `('${id}', '${account}', ${amount}, '${currency}')`);
  await database.query(`
    INSERT INTO ledger_transactions (id, kind, source_id) VALUES ('${id}', 'capture', '${randomUUID()}');
    INSERT INTO ledger_entries (transaction_id, account, amount, currency) VALUES ${sides.join(', ')}`);
  return id;
}

const balanced = () => book(['provider_receivable', 100, 'EUR'], ['sales', -100, 'EUR']);

describe('the ledger', () => {
  it('takes a transaction that balances in each currency', async () => {
    await balanced();
    await book(['a', 100, 'EUR'], ['b', -60, 'EUR'], ['c', -40, 'EUR'], ['d', 5, 'JPY'], ['e', -5, 'JPY']);
  });

  it.each<[string, Entry[]]>([
    ['one side only', [['sales', -100, 'EUR']]],
    [
      'sides that differ',
      [
        ['provider_receivable', 100, 'EUR'],
        ['sales', -99, 'EUR'],
      ],
    ],
    [
      'two currencies',
      [
        ['provider_receivable', 100, 'EUR'],
        ['sales', -100, 'USD'],
      ],
    ],
  ])('refuses %s', async (_, entries) => {
    const before = await count();
    await expect(book(...entries)).rejects.toMatchObject({ code: '23514', constraint: 'ledger_balances' });
    expect(await count()).toEqual(before);
  });

  it('refuses a side that is added later', async () => {
    const late = `INSERT INTO ledger_entries VALUES ($1, 'fees', -1, 'EUR')`;
    await expect(database.query(late, [await balanced()])).rejects.toMatchObject({ constraint: 'ledger_balances' });
  });

  it('books one source once', async () => {
    const again = `INSERT INTO ledger_transactions (id, kind, source_id) SELECT gen_random_uuid(), kind, source_id
      FROM ledger_transactions WHERE id = $1`;
    await expect(database.query(again, [await balanced()])).rejects.toMatchObject({
      constraint: 'ledger_transactions_once',
    });
  });

  it.each([
    `UPDATE ledger_entries SET amount = amount * 2`,
    `DELETE FROM ledger_entries`,
    `TRUNCATE ledger_entries`,
    `UPDATE ledger_transactions SET kind = 'refund'`,
    `DELETE FROM ledger_transactions`,
    `TRUNCATE ledger_transactions CASCADE`,
  ])('refuses %s', async (change) => {
    await balanced();
    const before = await count();
    await expect(database.query(change)).rejects.toMatchObject({ code: '42501' });
    expect(await count()).toEqual(before);
  });

  const count = () =>
    database.query(
      `SELECT count(*), sum(abs(amount)) FROM ledger_transactions LEFT JOIN ledger_entries ON id = transaction_id`,
    );
});

describe('the schema', () => {
  const insert = (change: Record<string, unknown>) => {
    const row = {
      id: randomUUID(),
      order_id: randomUUID(),
      user_id: randomUUID(),
      amount: 100,
      currency: 'EUR',
      ...change,
    };
    const values = { provider: 'simulated', status: 'CAPTURED', ...row };
    const places = Object.keys(values).map((_, at) => `$${at + 1}`);
    return database.query(
      `INSERT INTO payments (${Object.keys(values).join()}) VALUES (${places.join()})`,
      Object.values(values),
    );
  };
  const order = randomUUID();

  it.each([
    ['a refund above the amount', { refunded: 101 }, 'payments_never_over_refunded'],
    ['a negative refund', { refunded: -1 }, 'payments_never_over_refunded'],
    ['a negative amount', { amount: -1 }, 'payments_never_over_refunded'],
    ['an unknown status', { status: 'PAID' }, 'payments_status_known'],
    ['a decline without a reason', { status: 'DECLINED' }, 'payments_declined_for_a_reason'],
    ['a second live payment of an order', { order_id: order, status: 'SUBMITTED' }, 'payments_one_live'],
  ])('refuses %s', async (_, change, constraint) => {
    await insert({ order_id: order }).catch(() => undefined);
    await expect(insert(change)).rejects.toMatchObject({ constraint });
  });

  it.each([0, -1])('refuses a refund of %d', async (amount) => {
    const id = randomUUID();
    await insert({ id });
    const refund = `INSERT INTO refunds (id, payment_id, amount, reason, status) VALUES ($1, $2, $3, 'test', 'SUBMITTED')`;
    await expect(database.query(refund, [randomUUID(), id, amount])).rejects.toMatchObject({
      constraint: 'refunds_amount_positive',
    });
  });

  it('is what the entities say', async () => {
    const dataSource = await createDataSource(database.url).initialize();
    expect(await schemaDrift(dataSource)).toEqual([]);
    await dataSource.destroy();
  });
});
