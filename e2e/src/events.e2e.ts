import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { call, newCustomer, newProduct, orderOf, place, staff } from './client.ts';
import { target } from './target.ts';

const { baseUrl, dataDir } = target();
/** Skipped for a given base URL. Mails are files only in a shop started for the run. */
const embedded = dataDir ? describe : describe.skip;

/** Reads an order's Server-Sent Events until one of type `last` has come. */
async function listen(orderId: string, token: string, last: string, lastEventId?: string): Promise<string[]> {
  const leave = new AbortController();
  const response = await fetch(`${baseUrl}/v1/orders/${orderId}/events`, {
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(lastEventId && { 'last-event-id': lastEventId }),
    },
    signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  let text = '';
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString();
    if (text.includes(`event: ${last}\n`)) break;
  }
  leave.abort();
  return [...text.matchAll(/^event: (\w+)$/gm)].map(([, type]) => type ?? '');
}

it('tells what happens to an order as it happens', async () => {
  const [{ token }, product] = [await newCustomer(), await newProduct(3)];
  const { body: order } = await place(token, orderOf([product.id]));
  const listening = listen(order.id, token, 'shipped');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await call('POST', `/v1/orders/${order.id}/ship`, { token: await staff() });
  expect(await listening).toEqual(['placed', 'stock_reserved', 'payment_captured', 'confirmed', 'shipped']);
  expect(await listen(order.id, token, 'shipped', '3')).toEqual(['confirmed', 'shipped']);
});

it('ends when nothing more can happen, and tells strangers nothing', async () => {
  const [{ token }, product] = [await newCustomer(), await newProduct(3)];
  const { body } = await place(token, orderOf([product.id], { card: 'tok_declined' }));
  expect(await listen(body.orderId, token, 'never')).toEqual([
    'placed',
    'stock_reserved',
    'payment_declined',
    'cancelled',
  ]);
  const { token: stranger } = await newCustomer();
  const refused = await call('GET', `/v1/orders/${body.orderId}/events`, {
    token: stranger,
    headers: { accept: 'text/event-stream' },
  });
  expect(refused.status).toBe(404);
});

embedded('mails', () => {
  it('go to the customer when an order is confirmed and when it is shipped', async () => {
    const [{ token, email }, product] = [await newCustomer(), await newProduct(3)];
    const { body: order } = await place(token, orderOf([product.id]));
    await call('POST', `/v1/orders/${order.id}/ship`, { token: await staff() });
    const folder = join(dataDir ?? '', 'mails');
    const mails = async () => (await readdir(folder).catch(() => [])).filter((file) => file.startsWith(order.id));
    for (let tries = 0; (await mails()).length < 2 && tries < 50; tries++)
      await new Promise((done) => setTimeout(done, 100));
    expect((await mails()).toSorted()).toEqual([`${order.id}-4.eml`, `${order.id}-5.eml`]);
    expect(await readFile(join(folder, `${order.id}-4.eml`), 'utf8')).toContain(`To: ${email}`);
  });
});
