import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@shopmesh/testing';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Due } from './provider.ts';
import { StripeProvider } from './stripe.provider.ts';

/** Stripe's own mock refuses what their API would not take. `go install github.com/stripe/stripe-mock@latest` */
function stripeMock(): string {
  const { STRIPE_MOCK } = process.env;
  if (STRIPE_MOCK) return STRIPE_MOCK;
  try {
    return join(execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8' }).trim(), 'bin/stripe-mock');
  } catch {
    return '';
  }
}

const binary = stripeMock();
// A Go program that npm cannot install; without it the adapter is tested against recorded shapes only.
const describeWithMock = existsSync(binary) ? describe : describe.skip;

describeWithMock('stripe-mock, which checks each call against Stripe’s OpenAPI, takes', () => {
  let mock: ChildProcess, provider: StripeProvider;
  const due: Due = { id: randomUUID(), orderId: randomUUID(), amount: 1999, currency: 'EUR' };
  const refund = { id: randomUUID(), paymentId: due.id, paymentRef: 'pi_123', amount: 500 };

  beforeAll(async () => {
    const port = await freePort();
    mock = spawn(binary, ['-http-addr', `127.0.0.1:${port}`], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 100 && !(await fetch(url).catch(() => undefined)); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    provider = new StripeProvider({
      STRIPE_SECRET_KEY: 'sk_test_123',
      STRIPE_WEBHOOK_SECRET: 'whsec_123',
      STRIPE_URL: url,
      PROVIDER_TIMEOUT_MS: 2_000,
      LOG_LEVEL: 'warn',
    });
  });
  afterAll(() => void mock.kill());

  // It has no memory: an intent is always the same example. A call that it refused would name none.
  const example = { ref: expect.stringMatching(/^pi_/) };

  it('a charge', async () => expect(await provider.charge(due, 'tok_visa')).toMatchObject(example));
  it('a search', async () => expect(await provider.find(due.id)).toMatchObject(example));
  it('a cancellation', async () => expect(await provider.cancel(due)).toMatchObject(example));
  it('a refund', async () => {
    expect(await provider.refund(refund)).toMatchObject({ result: 'succeeded', ref: expect.stringMatching(/^re_/) });
  });
  it('a list', async () => {
    const charges = [];
    for await (const charge of provider.list(new Date())) charges.push(charge);
    expect(charges[0]).toMatchObject({ amount: expect.any(Number), currency: expect.stringMatching(/^[A-Z]{3}$/) });
  });
});
