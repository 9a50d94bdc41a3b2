import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { payment as proto } from '@shopmesh/contracts';
import { createHmac, randomUUID } from 'node:crypto';
import { pino } from 'pino';

/** What the service logs, as lines of JSON. */
const lines: string[] = [];
jest.unstable_mockModule('@shopmesh/telemetry', () => ({
  createLogger: () => pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  traceIdOf: () => randomUUID(),
  traceRequests: () => {},
}));
const { CAPTURED, crashWhilePaying, DECLINED, earned, isKnown, newPayment, startPayment, SUBMITTED, until, WEBHOOKS } =
  await import('./payment.fixture.ts');
const { WEBHOOK_SECRET } = await import('./provider.fixture.ts');

let shop: Awaited<ReturnType<typeof startPayment>>;
beforeAll(async () => {
  shop = await startPayment({ SWEEP_MS: '300' });
});
afterEach(() => shop.provider.control());
afterAll(() => shop.close());

type Row = { event_id: string; says: string; mismatch: string | null; processed: boolean };
const eventsOf = (payment: proto.PayRequest) =>
  shop.database.query<Row>(
    `SELECT event_id, says, mismatch, processed_at IS NOT NULL AS processed FROM webhook_events
     WHERE payment_id = $1 ORDER BY received_at`,
    [payment.paymentId],
  );
const worked = (payment: proto.PayRequest, count = 1) =>
  until(
    () => eventsOf(payment),
    (events) => events.length >= count && events.every(({ processed }) => processed),
  );

type Change = { [name: string]: unknown };
function eventAbout({ paymentId, orderId, amount }: proto.PayRequest, data: Change = {}, type = 'charge.succeeded') {
  const said = { id: 'ch_1', reference: paymentId, order: orderId, ...amount!, status: 'succeeded', refunded: 0 };
  return { id: `evt_${randomUUID()}`, type, createdAt: new Date().toISOString(), data: { ...said, ...data } };
}

function signatureOf(body: string, t = Math.floor(Date.now() / 1000), secret = WEBHOOK_SECRET): string {
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
function send(event: object | string, signature?: string, path = WEBHOOKS) {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return shop.call('POST', path, { body, headers: { 'provider-signature': signature ?? signatureOf(body) } });
}
/** Everything that money depends on. */
const state = () =>
  shop.database.query(`SELECT * FROM payments ORDER BY id`).then(async (payments) => ({
    payments,
    refunds: await shop.database.query(`SELECT * FROM refunds ORDER BY id`),
    ledger: await shop.database.query(`SELECT * FROM ledger_entries ORDER BY transaction_id, account`),
  }));

describe('the provider’s webhook', () => {
  it('that says what is known is done at once', async () => {
    const payment = newPayment();
    await shop.pay(payment);
    expect(await worked(payment)).toMatchObject([{ says: 'succeeded', mismatch: null }]);
    await shop.void(payment);
    expect(await worked(payment, 2)).toMatchObject([{}, { says: 'refunded', mismatch: null }]);
  });

  it.each([
    ['tok_timeout_after_charge', CAPTURED, 1999],
    ['tok_slow', CAPTURED, 1999],
  ])('settles a payment by %s before anyone asks', async (token, status, minor) => {
    const payment = newPayment({ token });
    expect(await shop.pay(payment)).toMatchObject({ status: SUBMITTED });
    await worked(payment);
    expect((await shop.list([payment.orderId])).payments).toMatchObject([{ status }]);
    expect(await earned(shop, payment.paymentId)).toBe(minor);
  });

  it('settles what a process has left behind, declined or not', async () => {
    const payments = ['tok_visa', 'tok_declined'].map((token) => newPayment({ token }));
    for (const payment of payments) await crashWhilePaying(shop, payment, true);
    for (const payment of payments) await worked(payment);
    const { payments: listed } = await shop.list(payments.map(({ orderId }) => orderId));
    expect(listed.map(({ status }) => status).toSorted()).toEqual([CAPTURED, DECLINED].toSorted());
  });

  it('may come twice', async () => {
    await shop.provider.control({ webhooks: 'twice' });
    const payment = newPayment();
    await crashWhilePaying(shop, payment, true);
    expect(await worked(payment)).toHaveLength(1);
    expect(await shop.pay(payment)).toMatchObject({ status: CAPTURED });
    expect(shop.effects(payment.paymentId)).toEqual(['succeeded']);
    expect(await earned(shop, payment.paymentId)).toBe(1999);
  });

  it('may come after that of the refund', async () => {
    await shop.provider.control({ webhooks: 'reordered' });
    const payment = newPayment();
    await shop.pay(payment);
    await shop.void(payment);
    expect(await worked(payment, 2)).toMatchObject([
      { says: 'refunded', mismatch: null },
      { says: 'succeeded', mismatch: null },
    ]);
    expect(await earned(shop, payment.paymentId)).toBe(0);
  });

  it('may be lost', async () => {
    await shop.provider.control({ webhooks: 'lost', chargeWithoutAnswer: true });
    const payment = newPayment();
    expect(await shop.pay(payment)).toMatchObject({ status: SUBMITTED });
    await shop.provider.control();
    expect(await until(() => shop.pay(payment), isKnown)).toMatchObject({ status: CAPTURED });
    expect(await eventsOf(payment)).toEqual([]);
  });
});

describe('a webhook is only a hint:', () => {
  it('the provider is asked what became of the charge', async () => {
    const payment = newPayment({ token: 'tok_declined' });
    await shop.provider.control({ webhooks: 'lost' });
    await crashWhilePaying(shop, payment, true);
    expect(await send(eventAbout(payment))).toMatchObject({ status: 200 });
    await worked(payment);
    expect((await shop.list([payment.orderId])).payments).toMatchObject([{ status: DECLINED }]);
  });

  it('while the provider does not say, the event waits', async () => {
    const payment = newPayment();
    await shop.provider.control({ webhooks: 'lost' });
    await crashWhilePaying(shop, payment, true);
    await shop.provider.control({ webhooks: 'lost', down: true });
    await send(eventAbout(payment));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await eventsOf(payment)).toMatchObject([{ processed: false }]);
    await shop.provider.control();
    await shop.database.query(`UPDATE webhook_events SET tried_at = tried_at - interval '11 s'`);
    expect(await worked(payment)).toMatchObject([{ mismatch: null }]);
    expect((await shop.list([payment.orderId])).payments).toMatchObject([{ status: CAPTURED }]);
  });

  it('a replay changes nothing, and is answered 200', async () => {
    const payment = newPayment();
    await shop.pay(payment);
    await worked(payment);
    const event = eventAbout(payment);
    await send(event);
    const kept = () =>
      shop.database.query('SELECT * FROM webhook_events WHERE payment_id = $1 ORDER BY event_id', [payment.paymentId]);
    await worked(payment, 2);
    const before = [await state(), await kept()];
    for (let i = 0; i < 3; i++) expect(await send(event)).toMatchObject({ status: 200, body: { received: true } });
    expect([await state(), await kept()]).toEqual(before);
  });
});

describe('a webhook that does not match is flagged, seen in the log, and changes nothing:', () => {
  it.each<[string, string, Change, string]>([
    ['another amount', 'another amount', { amount: 1 }, 'charge.succeeded'],
    ['another currency', 'another currency', { currency: 'USD' }, 'charge.succeeded'],
    ['another order', 'another order', { order: randomUUID() }, 'charge.succeeded'],
    ['a refund that nobody asked for', 'unknown refund', { key: randomUUID(), amount: 100 }, 'refund.succeeded'],
    ['a charge that the provider does not know', 'unknown to the provider', {}, 'charge.succeeded'],
  ])('%s', async (_, mismatch, change, type) => {
    const payment = newPayment();
    await crashWhilePaying(shop, payment, false);
    const before = await state();
    const event = eventAbout(payment, change, type);
    expect(await send(event)).toMatchObject({ status: 200 });
    expect(await worked(payment)).toMatchObject([{ event_id: event.id, mismatch }]);
    expect(await state()).toEqual(before);
    const logged = lines.map((line) => JSON.parse(line)).filter(({ eventId }) => eventId === event.id);
    expect(logged).toMatchObject([
      { level: 40, msg: 'webhook does not match', paymentId: payment.paymentId, mismatch },
    ]);
  });

  it('an unknown payment', async () => {
    const payment = newPayment();
    await send(eventAbout(payment));
    expect(await worked(payment)).toMatchObject([{ mismatch: 'unknown payment' }]);
  });
});

describe('a webhook is refused', () => {
  const body = () => JSON.stringify(eventAbout(newPayment()));
  const now = () => Math.floor(Date.now() / 1000);

  it.each<[string, string, (body: string) => string | undefined]>([
    ['signed with another secret', 'webhook.bad_signature', (text) => signatureOf(text, now(), 'x'.repeat(32))],
    ['signed over another body', 'webhook.bad_signature', (text) => signatureOf(`${text} `)],
    ['not signed', 'webhook.bad_signature', () => ''],
    ['signed too long ago', 'webhook.too_old', (text) => signatureOf(text, now() - 301)],
    ['signed in the future', 'webhook.too_old', (text) => signatureOf(text, now() + 305)],
  ])('%s: 400, logged without its body, and nothing is kept', async (_, code, sign) => {
    const [text, before] = [body(), lines.length];
    const answer = await send(text, sign(text));
    expect(answer).toMatchObject({ status: 400, body: { code, type: `urn:shopmesh:problem:${code}` } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const logged = lines.slice(before).join('');
    expect(JSON.parse(logged)).toMatchObject({ level: 40, msg: 'refused a webhook', code });
    const { id, data } = JSON.parse(text);
    for (const secret of [WEBHOOK_SECRET, id, data.reference]) expect(logged).not.toContain(secret);
    expect(await shop.database.query('SELECT FROM webhook_events WHERE event_id = $1', [id])).toEqual([]);
  });

  it('when the body’s bytes were changed, though they mean the same', async () => {
    const text = body();
    const answer = await send(JSON.stringify(JSON.parse(text), null, 1), signatureOf(text));
    expect(answer).toMatchObject({ status: 400, body: { code: 'webhook.bad_signature' } });
  });

  it.each([
    [
      'from an unknown provider',
      404,
      'webhook.unknown_provider',
      () => send(body(), undefined, '/v1/payments/webhooks/stripe'),
    ],
    ['that is no event', 400, 'webhook.malformed', () => send('{"hello":1}')],
    ['that is not JSON', 400, 'webhook.malformed', () => send('{"id":')],
    ['that is empty', 400, 'webhook.bad_signature', () => shop.call('POST', WEBHOOKS)],
    ['that is long', 413, 'request.too_large', () => send(`"${'x'.repeat(70_000)}"`)],
  ] as const)('%s: %i %s', async (_, status, code, call) => {
    expect(await call()).toMatchObject({ status, body: { code } });
  });

  it('by a signature that is right for an event of no concern: 200, and nothing is kept', async () => {
    const event = eventAbout(newPayment(), {}, 'customer.created');
    expect(await send(event)).toMatchObject({ status: 200 });
    expect(await shop.database.query('SELECT FROM webhook_events WHERE event_id = $1', [event.id])).toEqual([]);
  });

  it('other routes read JSON as ever', async () => {
    const token = await shop.issuer.mintToken({ roles: ['staff'] });
    const headers = { 'idempotency-key': 'k' };
    const path = `/v1/payments/${randomUUID()}/refunds`;
    expect(await shop.call('POST', path, { token, headers, body: '{"reason":' })).toMatchObject({ status: 400 });
    expect(await shop.call('POST', path, { token, headers, body: '' })).toMatchObject({ status: 400 });
    const poisoned = '{"reason":"x","__proto__":{"a":1}}';
    expect(await shop.call('POST', path, { token, headers, body: poisoned })).toMatchObject({ status: 400 });
    expect(await shop.call('POST', path, { token, headers, body: { reason: 'x' } })).toMatchObject({ status: 404 });
  });
});
