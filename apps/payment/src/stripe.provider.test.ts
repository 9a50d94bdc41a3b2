import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listenOnLoopback } from '@shopmesh/testing';
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Due } from './provider.ts';
import { StripeProvider } from './stripe.provider.ts';

/** One answer of Stripe's, of the shape that its API has (2025). */
type Recorded = { status: number; body: object };
type Asked = { call: string; key: string | undefined; form: Record<string, string> };

const SECRET = 'whsec_of_the_tests';
let stripe: Server, provider: StripeProvider, asked: Asked[], recorded: Record<string, Recorded[]>;
const due: Due = { id: randomUUID(), orderId: randomUUID(), amount: 1999, currency: 'EUR' };

beforeAll(async () => {
  stripe = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const call = `${request.method} ${request.url!.split('?')[0]}`;
      const key = request.headers['idempotency-key'] as string | undefined;
      asked.push({ call, key, form: Object.fromEntries(new URLSearchParams(body)) });
      const answer = recorded[call]?.shift();
      if (!answer) return response.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });
  const url = await listenOnLoopback(stripe);
  provider = new StripeProvider({
    STRIPE_SECRET_KEY: 'sk_test_123',
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_URL: url,
    PROVIDER_TIMEOUT_MS: 1_000,
    LOG_LEVEL: 'silent',
  });
});
beforeEach(() => {
  asked = [];
  recorded = { 'POST /v1/payment_methods': [ok({ id: 'pm_1', object: 'payment_method' })] };
});
afterAll(async () => {
  stripe.closeAllConnections();
  await new Promise((closed) => stripe.close(closed));
});

const ok = (body: object): Recorded => ({ status: 200, body });
const METADATA = { payment_id: due.id, order_id: due.orderId };
function intent(status: string, more: object = {}): object {
  const terms = { amount: 1999, currency: 'eur', metadata: METADATA, last_payment_error: null, created: 1_760_000_000 };
  return { id: 'pi_1', object: 'payment_intent', status, ...terms, ...more };
}
const error = (status: number, body: object): Recorded => ({ status, body: { error: body } });
const DECLINED = error(402, {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  payment_intent: intent('requires_payment_method'),
});
const KEY_REUSED = error(400, { type: 'idempotency_error', message: 'Keys for idempotent requests can only…' });
const UNEXPECTED = error(400, { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' });
const found = (...data: object[]) => ok({ object: 'search_result', data, has_more: false, url: '/v1/x' });
const listed = (...data: object[]) => ok({ object: 'list', data, has_more: false, url: '/v1/x' });

const CREATE = 'POST /v1/payment_intents';
const SEARCH = 'GET /v1/payment_intents/search';
const CANCEL = 'POST /v1/payment_intents/pi_1/cancel';
const RETRIEVE = 'GET /v1/payment_intents/pi_1';

describe('a charge', () => {
  it('is one intent, made and confirmed with the payment’s id as its key', async () => {
    recorded[CREATE] = [ok(intent('succeeded'))];
    expect(await provider.charge(due, 'tok_visa')).toEqual({ result: 'succeeded', ref: 'pi_1' });
    expect(asked).toMatchObject([
      { call: 'POST /v1/payment_methods', key: `${due.id}-card`, form: { type: 'card', 'card[token]': 'tok_visa' } },
      { call: CREATE, key: due.id, form: { amount: '1999', currency: 'eur', confirm: 'true', payment_method: 'pm_1' } },
    ]);
    expect(asked[1]!.form).toMatchObject({ 'metadata[payment_id]': due.id, 'metadata[order_id]': due.orderId });
  });

  it.each<[string, Recorded, object]>([
    ['declined by the bank', DECLINED, { result: 'declined', ref: 'pi_1', code: 'insufficient_funds' }],
    [
      'refused as too small',
      error(400, { type: 'invalid_request_error', code: 'amount_too_small' }),
      { result: 'declined', ref: '', code: 'amount_too_small' },
    ],
    ['still processed', ok(intent('processing')), { result: 'unknown' }],
    ['failing at Stripe', error(500, { type: 'api_error' }), { result: 'unknown' }],
    ['one of too many', error(429, { type: 'invalid_request_error', code: 'rate_limit' }), { result: 'unknown' }],
    [
      'going on in another call',
      error(409, { type: 'invalid_request_error', code: 'idempotency_key_in_use' }),
      { result: 'unknown' },
    ],
    ['not allowed by our key', error(401, { type: 'invalid_request_error' }), { result: 'unknown' }],
  ])('%s', async (_, answer, outcome) => {
    recorded[CREATE] = [answer];
    expect(await provider.charge(due, 'tok_visa')).toEqual(outcome);
  });

  it('without an answer is unknown; the SDK repeats it at most once, with the same key', async () => {
    expect(await provider.charge(due, 'pm_card_visa')).toEqual({ result: 'unknown' });
    expect(asked.length).toBeLessThanOrEqual(2);
    for (const ask of asked) expect(ask).toMatchObject({ call: CREATE, key: due.id });
  });

  it('with a key that was used for another card is what became of that', async () => {
    recorded[CREATE] = [KEY_REUSED];
    recorded[SEARCH] = [found(intent('succeeded'))];
    expect(await provider.charge(due, 'tok_visa')).toEqual({ result: 'succeeded', ref: 'pi_1' });
  });
});

describe('finding', () => {
  it('asks by the provider’s id where it is known, and believes only its own metadata', async () => {
    recorded[RETRIEVE] = [ok(intent('succeeded')), ok(intent('succeeded', { metadata: {} }))];
    expect(await provider.find(due.id, 'pi_1')).toEqual({ result: 'succeeded', ref: 'pi_1' });
    expect(await provider.find(due.id, 'pi_1')).toBeUndefined();
  });

  it('searches otherwise', async () => {
    const refused = intent('requires_payment_method', {
      last_payment_error: { code: 'card_declined', type: 'card_error' },
    });
    recorded[SEARCH] = [found(), found(refused)];
    expect(await provider.find(due.id)).toBeUndefined();
    expect(await provider.find(due.id)).toEqual({ result: 'declined', ref: 'pi_1', code: 'card_declined' });
    expect(await provider.find(due.id)).toEqual({ result: 'unknown' });
  });
});

describe('cancelling', () => {
  it('what never arrived takes its key, so that it is refused when it comes', async () => {
    recorded[CREATE] = [ok(intent('requires_payment_method'))];
    recorded[CANCEL] = [ok(intent('canceled'))];
    expect(await provider.cancel(due)).toEqual({ result: 'cancelled', ref: 'pi_1' });
    expect(asked[0]).toMatchObject({ call: CREATE, key: due.id });
    expect(asked[0]!.form).not.toHaveProperty('confirm');
  });

  it.each<[string, Record<string, Recorded[]>, object]>([
    ['what was charged tells so', { [SEARCH]: [found(intent('succeeded'))] }, { result: 'succeeded', ref: 'pi_1' }],
    ['what cannot be found yet is unknown', { [SEARCH]: [found()] }, { result: 'unknown' }],
    [
      'what succeeds at the same time tells so',
      { [SEARCH]: [found(intent('processing'))], [CANCEL]: [UNEXPECTED], [RETRIEVE]: [ok(intent('succeeded'))] },
      { result: 'succeeded', ref: 'pi_1' },
    ],
  ])('%s', async (_, answers, outcome) => {
    Object.assign(recorded, { [CREATE]: [KEY_REUSED] }, answers);
    expect(await provider.cancel(due)).toEqual(outcome);
  });

  it('twice is as once', async () => {
    recorded[CREATE] = [ok(intent('requires_payment_method'))];
    recorded[CANCEL] = [UNEXPECTED];
    recorded[RETRIEVE] = [ok(intent('canceled'))];
    expect(await provider.cancel(due)).toEqual({ result: 'cancelled', ref: 'pi_1' });
  });
});

describe('a refund', () => {
  const refund = { id: randomUUID(), paymentId: due.id, paymentRef: 'pi_1', amount: 500 };
  const made = (status: string, more: object = {}) => ok({ id: 're_1', object: 'refund', status, ...more });

  it('is made with its own id as the key', async () => {
    recorded['POST /v1/refunds'] = [made('succeeded')];
    expect(await provider.refund(refund)).toEqual({ result: 'succeeded', ref: 're_1' });
    expect(asked).toMatchObject([{ key: refund.id, form: { payment_intent: 'pi_1', amount: '500' } }]);
  });

  it('that was pending is read anew, since its key repeats the first answer', async () => {
    recorded['POST /v1/refunds'] = [made('pending'), made('pending')];
    recorded['GET /v1/refunds/re_1'] = [
      made('pending'),
      made('failed', { failure_reason: 'expired_or_canceled_card' }),
    ];
    expect(await provider.refund(refund)).toEqual({ result: 'unknown' });
    expect(await provider.refund(refund)).toEqual({ result: 'failed', code: 'expired_or_canceled_card' });
  });

  it('that is refused has failed; without an answer it is unknown', async () => {
    recorded['POST /v1/refunds'] = [error(400, { type: 'invalid_request_error', code: 'charge_already_refunded' })];
    expect(await provider.refund(refund)).toEqual({ result: 'failed', code: 'charge_already_refunded' });
    expect(await provider.refund(refund)).toEqual({ result: 'unknown' });
    recorded[SEARCH] = [found()];
    expect(await provider.refund({ ...refund, paymentRef: null })).toEqual({ result: 'unknown' });
  });
});

describe('a webhook', () => {
  const now = () => Math.floor(Date.now() / 1000);
  function read(event: object, t = now(), secret = SECRET) {
    const body = Buffer.from(JSON.stringify(event));
    const v1 = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');
    return provider.readWebhook(body, { 'stripe-signature': `t=${t},v1=${v1}` });
  }
  const event = (type: string, object: object) => ({ id: 'evt_1', object: 'event', type, data: { object } });

  it.each<[string, object, string]>([
    ['payment_intent.succeeded', intent('succeeded'), 'succeeded'],
    ['payment_intent.payment_failed', intent('requires_payment_method'), 'declined'],
    ['payment_intent.canceled', intent('canceled'), 'cancelled'],
    [
      'refund.updated',
      { ...intent('succeeded'), id: 're_1', metadata: { ...METADATA, refund_id: due.orderId } },
      'refunded',
    ],
  ])('%s names our payment', (type, object, says) => {
    const ours = { paymentId: due.id, orderId: due.orderId, refundId: says === 'refunded' ? due.orderId : null };
    expect(read(event(type, object))).toEqual({ id: 'evt_1', type, says, ...ours, amount: 1999, currency: 'EUR' });
  });

  it('of no concern is passed over', () => {
    expect(read(event('customer.created', {}))).toBeUndefined();
    expect(read(event('refund.created', { ...intent('pending') }))).toBeUndefined();
  });

  it('is refused when its signature or its time is wrong', () => {
    const succeeded = event('payment_intent.succeeded', intent('succeeded'));
    const code = (wanted: string) => expect.objectContaining({ code: wanted });
    expect(() => read(succeeded, now(), 'whsec_of_others')).toThrow(code('webhook.bad_signature'));
    expect(() => provider.readWebhook(Buffer.from('{}'), {})).toThrow(code('webhook.bad_signature'));
    expect(() => read(succeeded, now() - 301)).toThrow(code('webhook.too_old'));
    expect(() => read(succeeded, now() + 305)).toThrow(code('webhook.too_old'));
  });
});

describe('the list', () => {
  it('has intents made since, and older ones that were refunded since', async () => {
    const older = intent('succeeded', { id: 'pi_0', latest_charge: { amount_refunded: 500 } });
    recorded['GET /v1/payment_intents'] = [listed(intent('succeeded', { latest_charge: { amount_refunded: 0 } }))];
    recorded['GET /v1/refunds'] = [listed({ payment_intent: 'pi_0' }, { payment_intent: 'pi_1' })];
    recorded['GET /v1/payment_intents/pi_0'] = [ok(older)];
    const charges = [];
    for await (const charge of provider.list(new Date(0))) charges.push(charge);
    expect(charges).toMatchObject([
      { ref: 'pi_1', paymentId: due.id, amount: 1999, currency: 'EUR', isCaptured: true, refunded: 0 },
      { ref: 'pi_0', refunded: 500 },
    ]);
  });
});
