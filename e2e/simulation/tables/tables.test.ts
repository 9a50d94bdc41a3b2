import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, type Statement } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource as orderDataSource } from '../../../apps/order/src/data-source.ts';
import * as keys from '../../../apps/order/src/idempotency.ts';
import * as orders from '../../../apps/order/src/order.sql.ts';
import { ORDER_STATUSES, STEPS } from '../../../apps/order/src/order.state.ts';
import { CLAIM as CLAIM_EVENTS, SENT } from '../../../apps/order/src/outbox.ts';
import { createDataSource as paymentDataSource } from '../../../apps/payment/src/data-source.ts';
import * as payments from '../../../apps/payment/src/payment.sql.ts';
import * as refunds from '../../../apps/payment/src/refund.sql.ts';
import * as webhooks from '../../../apps/payment/src/webhook.sql.ts';
import { Random } from '../random.ts';
import type { Answers, Row } from '../simulated-database.ts';
import { nameOf } from '../statement-names.ts';
import { OrderTables } from './order.tables.ts';
import { PaymentTables } from './payment.tables.ts';

const STEPS_OF_A_WALK = 1500;
const LONG_SECONDS = 3600;
/** Columns that the tables in memory keep and that decide something. */
const COMPARED = [
  'id',
  'state',
  'status',
  'step',
  'version',
  'refunded',
  'declineCode',
  'paymentStatus',
  'cancelReason',
];
COMPARED.push('paymentToken', 'tries', 'orderId', 'amount', 'isDone', 'eventId', 'seq', 'body', 'providerRef');

/** One thing that is done to both. */
type Turn = { statement: Statement; values: unknown[]; found: string };

describe.each([
  { name: 'Payment', dataSourceOf: paymentDataSource, walk: paymentWalk, least: 60 },
  { name: 'Order', dataSourceOf: orderDataSource, walk: orderWalk, least: 60 },
])('the tables of $name in memory', ({ dataSourceOf, walk, least }) => {
  let testing: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    testing = await testDatabase(dataSourceOf);
    dataSource = await dataSourceOf(testing.url).initialize();
    // A walk waits for each statement; it need not wait for the disk.
    await testing.query(`ALTER DATABASE "${new URL(testing.url).pathname.slice(1)}" SET synchronous_commit = off`);
  });

  afterAll(async () => {
    await dataSource?.destroy();
    await testing?.drop();
  });

  it('answer every statement as Postgres does, whatever it finds', async () => {
    const database = new Database(dataSource);
    const { answers, turn } = walk(new Random(1));
    const met = new Set<string>();
    for (let step = 0; step < STEPS_OF_A_WALK; step++) {
      const { statement, values, found } = turn();
      const ours = compared(answers.get(statement)!(...values));
      const theirs = compared(await database.many(statement, values));
      const what = `${nameOf(statement)} of ${found}`;
      expect([step, what, ours.map((row, at) => common(row, theirs[at]))]).toEqual([
        step,
        what,
        theirs.map((row, at) => common(row, ours[at])),
      ]);
      met.add(what);
    }
    expect(met.size).toBeGreaterThan(least);
  }, 60_000);
});

function paymentWalk(random: Random): { answers: Answers; turn: () => Turn } {
  let tick = 0;
  const tables = new PaymentTables(() => ++tick);
  let ids = newIds();
  const turn = (): Turn => {
    if (random.chance(0.05)) ids = newIds();
    const [order, id] = [random.pick(ids.orders), random.pick(ids.payments)];
    const payment = tables.payments.get(id);
    const refund = [...tables.refunds.values()].findLast(({ paymentId }) => paymentId === id);
    const wanted = [id, payment?.orderId ?? order, ids.user, 100, 'EUR', 'simulated'];
    const to = random.pick(['CAPTURED', 'DECLINED', 'CANCELLED']);
    const event = random.pick(ids.events);
    const says = random.pick(['succeeded', 'declined', 'refunded']);
    const status = { succeeded: 'CAPTURED', declined: 'DECLINED', refunded: null }[says] ?? null;
    const open = [...tables.refunds.values()].filter(
      ({ paymentId, status: is }) => paymentId === id && is !== 'FAILED',
    );
    const seconds = random.pick([0, LONG_SECONDS]);
    const turns: [Statement, unknown[]][] = [
      [payments.SUBMIT, wanted],
      [payments.BURY, wanted],
      [payments.SETTLE, [id, 'SUBMITTED', to, to === 'DECLINED' ? 'no' : null, 'ref', randomUUID()]],
      [payments.BOOK_STRAY_CAPTURE, [id, randomUUID()]],
      [payments.FIND, [id]],
      [payments.LIST, [[order]]],
      [payments.TAKE_SUBMITTED, [100, random.pick([0, LONG_SECONDS * 1000]), seconds]],
      [refunds.REFUNDS_OF, [id]],
      [refunds.LOCK_PAYMENT, [id]],
      [refunds.TAKE_REFUNDS, [100, seconds]],
      [refunds.FIND_REFUND, [refund?.id ?? id]],
      [refunds.COMPLETE_REFUND, [refund?.id ?? id, 'ref', randomUUID()]],
      [refunds.FAIL_REFUND, [refund?.id ?? id]],
      [refunds.FIND_REQUEST, [ids.user, refund?.key ?? event]],
      [refunds.ANSWER_REFUND, [refund?.id ?? id, random.pick([201, 409]), random.pick(['a', 'b'])]],
      [refunds.TAKE_UNTOLD, [100, seconds]],
      [
        webhooks.RECEIVE,
        [
          'simulated',
          event,
          't',
          says,
          id,
          payment?.orderId ?? order,
          refund?.id ?? null,
          says === 'refunded' ? 10 : 100,
          'EUR',
          status,
        ],
      ],
      [webhooks.TAKE, [100, seconds]],
    ];
    if (tables.webhooks.has(event)) turns.push([webhooks.DONE, ['simulated', event, null]]);
    if (refund) turns.push([refunds.MARK_TOLD, [[refund.id]]]);
    const by = random.pick([
      [null, null, null],
      [ids.user, event, 'hash'],
    ]);
    if (payment?.status === 'CAPTURED' && open.length < 10)
      turns.push([refunds.BEGIN_REFUND, [randomUUID(), id, 10, 'r', ...by]]);
    const [statement, values] = random.pick(turns);
    return { statement, values, found: `${payment?.status} ${refund?.status}` };
  };
  return { answers: tables.answers, turn };
}

function newIds() {
  const three = () => Array.from({ length: 3 }, () => randomUUID());
  return { user: randomUUID(), orders: three(), payments: three(), events: three() };
}

function orderWalk(random: Random): { answers: Answers; turn: () => Turn } {
  let tick = 0;
  const tables = new OrderTables(() => ++tick);
  let ids = newIds();
  const turn = (): Turn => {
    if (random.chance(0.05)) ids = newIds();
    const [id, key] = [random.pick(ids.orders), random.pick(ids.events)];
    const order = tables.orders.get(id);
    const version = (order?.version ?? 1) + random.pick([0, 0, 0, 1, -1]);
    const step = random.chance(0.8) ? (order?.step ?? 'PAY') : random.pick(STEPS);
    const next = [random.pick(ORDER_STATUSES), random.pick(STEPS), random.pick(['confirmed', 'moved']), {}, new Date()];
    const move = [
      id,
      version,
      step,
      ...next,
      random.pick([null, 'CAPTURED']),
      random.pick([null, 'no']),
      random.pick([null, 'customer']),
    ];
    const lines = [[randomUUID()], ['A'], ['A'], [1], [100]];
    const request = [ids.user, orders.PLACE_ORDER, key];
    const answer = [random.pick([201, 202]), randomUUID()];
    const unsent = tables.events.filter(({ isSent }) => !isSent);
    const turns: [Statement, unknown[]][] = [
      [orders.MOVE, move],
      [orders.MOVE_AND_ANSWER, [...move, ...answer]],
      [orders.PARK, [id, version, random.pick([0, LONG_SECONDS])]],
      [orders.CLAIM, [100]],
      [orders.EVENTS, [id]],
      [orders.FIND, [id, random.pick([null, ids.user, randomUUID()])]],
      [keys.FIND, request],
      [keys.REFUSE, [...request, 'hash', ...answer]],
      [keys.ANSWER, [...request, ...answer]],
      [CLAIM_EVENTS, [100]],
      [SENT, [unsent.slice(0, 1).map(({ orderId }) => orderId), unsent.slice(0, 1).map(({ seq }) => seq)]],
    ];
    const place = [...request, 'hash', id, 100, 'EUR', {}, false, randomUUID(), 'tok', new Date(), ...lines];
    if (!order) turns.push([orders.PLACE, place], [orders.PLACE, place], [orders.PLACE, place]);
    const [statement, values] = random.pick(turns);
    return { statement, values, found: `${order?.step} ${version === order?.version && step === order?.step}` };
  };
  return { answers: tables.answers, turn };
}

/** Rows in one order, as the order of rows is not always said. */
function compared(rows: readonly Row[]): Row[] {
  const kept = rows.map((row) =>
    Object.fromEntries(COMPARED.flatMap((key) => (key in row ? [[key, row[key] ?? null]] : []))),
  );
  return kept.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const keyOf = ({ id, orderId, eventId, seq }: Row) => JSON.stringify([id, orderId, eventId, seq]);

/** The part of a row that the other has too: some statements return less here than there. */
function common(row: Row, other: Row = {}): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key in other));
}
