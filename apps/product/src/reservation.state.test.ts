import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@shopmesh/database';
import { testDatabase, type TestDatabase } from '@shopmesh/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.ts';
import { RESERVATION_STATES } from './reservation.entity.ts';
import { ReservationService } from './reservation.service.ts';
import { CHANGES, changeBy, type Found, type ReservationCommand } from './reservation.state.ts';

const LINES = [
  { sku: 'A', quantity: 2 },
  { sku: 'B', quantity: 3 },
];
/** Reserved by others. */
const OTHERS = 1;
const HOLD_SECONDS = 60;
const FOUND: Found[] = ['NONE', ...RESERVATION_STATES];
/** States in which the lines of a reservation are known. */
const WITH_LINES: Found[] = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'LOST'];
const COMMANDS = Object.keys(CHANGES) as ReservationCommand[];
const CASES = COMMANDS.flatMap((command) =>
  FOUND.flatMap((found) => [true, false].map((isFree) => ({ command, found, isFree }))),
);

let testing: TestDatabase;
let dataSource: DataSource;
let reservations: ReservationService;

beforeAll(async () => {
  testing = await testDatabase(createDataSource);
  dataSource = await createDataSource(testing.url).initialize();
  reservations = new ReservationService(new Database(dataSource));
  await testing.query(`INSERT INTO categories VALUES ('c', 'C', 'c')`);
  await testing.query(
    `INSERT INTO products (id, sku, slug, name, description, price, currency, category, image_url)
     SELECT gen_random_uuid(), sku, sku, sku, sku, 100, 'EUR', 'c', '/x' FROM unnest('{A,B}'::text[]) sku`,
  );
  await testing.query(`INSERT INTO stock (sku) VALUES ('A'), ('B')`);
});

afterAll(async () => {
  await dataSource?.destroy();
  await testing?.drop();
});

/** One line of two decides: B has one piece less than needed. */
const free = (quantity: number, isFree: boolean) => quantity - (isFree ? 0 : 1);

async function arrange(orderId: string, found: Found, isFree: boolean): Promise<void> {
  for (const { sku, quantity } of LINES) {
    const reserved = OTHERS + (found === 'HELD' ? quantity : 0);
    const onHand = reserved + (sku === 'B' ? free(quantity, isFree) : quantity);
    await testing.query('UPDATE stock SET on_hand = $2, reserved = $3 WHERE sku = $1', [sku, onHand, reserved]);
  }
  if (found === 'NONE') return;
  await testing.query(
    `INSERT INTO reservations (order_id, state, expires_at) VALUES ($1, $2, now() - interval '1 second')`,
    [orderId, found],
  );
  if (!WITH_LINES.includes(found)) return;
  for (const { sku, quantity } of LINES) {
    await testing.query('INSERT INTO reservation_lines VALUES ($1, $2, $3)', [orderId, sku, quantity]);
  }
}

async function picture(orderId: string) {
  const [row] = await testing.query<{ state: Found }>('SELECT state FROM reservations WHERE order_id = $1', [orderId]);
  const stock = await testing.query<{ on_hand: string; reserved: string }>(
    'SELECT on_hand, reserved FROM stock ORDER BY sku',
  );
  return {
    state: row?.state ?? 'NONE',
    stock: stock.map(({ on_hand, reserved }) => ({ onHand: Number(on_hand), reserved: Number(reserved) })),
  };
}

const run = (command: ReservationCommand, orderId: string): Promise<unknown> =>
  command === 'reserve' ? reservations.reserve(orderId, LINES, HOLD_SECONDS) : reservations[command](orderId);

describe('the statements do what the table says:', () => {
  it.each(CASES)('$command of $found, all lines free: $isFree', async ({ command, found, isFree }) => {
    const orderId = randomUUID();
    await arrange(orderId, found, isFree);
    const before = await picture(orderId);
    const change = changeBy(command, found, isFree);
    const answer = await run(command, orderId).catch((error: unknown) => error);
    const expected = {
      state: change?.state ?? found,
      stock: before.stock.map(({ onHand, reserved }, at) => ({
        onHand: onHand + (change?.onHand ?? 0) * LINES[at]!.quantity,
        reserved: reserved + (change?.reserved ?? 0) * LINES[at]!.quantity,
      })),
    };
    expect(await picture(orderId)).toEqual(expected);
    if (command === 'expire') return;
    // Whether it did something or not, a command is answered with the state as it is after it.
    expect(answer).toMatchObject(
      expected.state === 'NONE' ? { code: 'reservation.not_found' } : { state: expected.state },
    );
  });
});

describe('the table', () => {
  it.each(['REJECTED', 'LOST', 'RELEASED'] as const)('lets nothing become of %s', (state) => {
    for (const command of COMMANDS) expect(changeBy(command, state, true)).toBeUndefined();
  });

  it('lets a hold that is not past its time alone', async () => {
    const orderId = randomUUID();
    await arrange(orderId, 'NONE', true);
    await reservations.reserve(orderId, LINES, HOLD_SECONDS);
    await reservations.expire(orderId);
    expect(await picture(orderId)).toMatchObject({ state: 'HELD' });
  });
});
