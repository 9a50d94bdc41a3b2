import { payment as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';
import { grpcClient, startService, testDatabase, TestIssuer } from '@shopmesh/testing';
import { randomUUID } from 'node:crypto';
import { appModule } from './app.module.ts';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import { PROVIDER_TIMEOUT_MS, ProviderProcess, WEBHOOK_SECRET } from './provider.fixture.ts';

const DEADLINE_MS = 5_000;
const NEVER_MS = 3_600_000;
export const WEBHOOKS = '/v1/payments/webhooks/simulated';

export const {
  PAYMENT_STATUS_SUBMITTED: SUBMITTED,
  PAYMENT_STATUS_CAPTURED: CAPTURED,
  PAYMENT_STATUS_DECLINED: DECLINED,
  PAYMENT_STATUS_CANCELLED: CANCELLED,
} = proto.PaymentStatus;

export type PaymentFixture = Awaited<ReturnType<typeof startPayment>>;

/**
 * The service on real sockets, with a database of its own and the provider's process.
 * @param env beyond what it needs; in the background nothing happens unless SWEEP_MS says so
 */
export async function startPayment(env: Record<string, string> = {}) {
  const [database, provider, issuer] = await Promise.all([
    testDatabase(createDataSource),
    ProviderProcess.prepare(),
    TestIssuer.start(),
  ]);
  const settings = {
    ...issuer.env,
    DATABASE_URL: database.url,
    // Nobody is there: money moves all the same.
    ORDER_GRPC: '127.0.0.1:1',
    PROVIDER_URL: provider.url,
    PROVIDER_WEBHOOK_SECRET: WEBHOOK_SECRET,
    PROVIDER_TIMEOUT_MS: String(PROVIDER_TIMEOUT_MS),
    SWEEP_MS: String(NEVER_MS),
    ...env,
  };
  const service = await startService({ name: 'payment', shape, appModule, env: settings });
  provider.webhookUrl = `${service.url}${WEBHOOKS}`;
  await provider.start();
  const client = grpcClient('payment', service.grpc, 'order');
  const methods = client.getService<proto.PaymentServiceClient>('PaymentService');
  return {
    database,
    provider,
    issuer,
    call: service.call,
    get: (path: string, token?: string) => service.call('GET', path, { token }),
    pay: (request: proto.PayRequest) => unary('payment', DEADLINE_MS, (...options) => methods.pay(request, ...options)),
    void: ({ token: _, ...request }: proto.PayRequest) =>
      unary('payment', DEADLINE_MS, (...options) => methods.void(request, ...options)),
    list: (orderIds: string[]) =>
      unary('payment', DEADLINE_MS, (...options) => methods.listPayments({ orderIds }, ...options)),
    /** What the provider did with a payment, in order: a charge as what became of it. */
    effects: (paymentId: string) => provider.effects(paymentId).map(({ type, status }) => status ?? type),
    async close() {
      client.close();
      await service.close();
      await Promise.all([database.drop(), provider.close(), issuer.close()]);
    },
  };
}

/** A new payment of 19.99 EUR. */
export function newPayment(change: Partial<proto.PayRequest> = {}): proto.PayRequest {
  const [paymentId, orderId, userId] = [randomUUID(), randomUUID(), randomUUID()];
  return { paymentId, orderId, userId, amount: { amount: 1999, currency: 'EUR' }, token: 'tok_visa', ...change };
}

/** Repeats a call until its answer fits, as the driver of an order does. */
export async function until<T>(call: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await call();
    if (fits(answer) || Date.now() > deadline) return answer;
  }
}

export const isKnown = ({ status }: { status: proto.PaymentStatus }): boolean => status !== SUBMITTED;

export const twenty = <T>(call: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 20 }, call));

/** What the ledger says that was earned with a payment, in minor units. */
export async function earned({ database }: PaymentFixture, paymentId: string): Promise<number> {
  const [row] = await database.query<{ sum: string }>(
    `SELECT coalesce(-sum(amount), 0) AS sum FROM ledger_entries JOIN ledger_transactions ON id = transaction_id
     WHERE account = 'sales' AND (source_id = $1 OR source_id IN (SELECT id FROM refunds WHERE payment_id = $1))`,
    [paymentId],
  );
  return Number(row!.sum);
}

/** Leaves a payment as a process does that dies before the provider's answer is stored, or before it asked. */
export async function crashWhilePaying(
  { database, provider }: PaymentFixture,
  { paymentId, orderId, userId, token }: proto.PayRequest,
  wasCharged: boolean,
): Promise<void> {
  await database.query(
    `INSERT INTO payments (id, order_id, user_id, amount, currency, provider, status)
     VALUES ($1, $2, $3, 1999, 'EUR', 'simulated', 'SUBMITTED')`,
    [paymentId, orderId, userId],
  );
  const charge = { reference: paymentId, order: orderId, amount: 1999, currency: 'EUR', source: token };
  if (wasCharged) await provider.call('/v1/charges', paymentId, charge);
}

/** Minor units that are with us, by payment: what the service says, and what the provider's log says. */
export async function bothBooks({ database, provider }: PaymentFixture) {
  const rows = await database.query<{ id: string; taken: string }>(
    `SELECT id, CASE status WHEN 'CAPTURED' THEN amount - refunded ELSE 0 END AS taken FROM payments`,
  );
  const ours = new Map(rows.map(({ id, taken }) => [id, Number(taken)]));
  const theirs = new Map(rows.map(({ id }) => [id, 0]));
  for (const { type, reference, amount, status } of provider.effects()) {
    const change = type === 'refund' ? -amount : status === 'succeeded' ? amount : 0;
    theirs.set(reference, (theirs.get(reference) ?? 0) + change);
  }
  return { ours, theirs };
}
