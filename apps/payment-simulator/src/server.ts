import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { ApiError } from './api-error.ts';
import { ChargeRequest, Control, IdempotencyKey, ListQuery, RefundRequest } from './api.schema.ts';
import type { Books } from './books.ts';
import type { Webhooks } from './webhooks.ts';

type Delays = { SLOW_MS: number; HOLD_MS: number };
/** How the provider is asked to behave, and what it has to do with. */
type Running = { books: Books; webhooks: Webhooks; delays: Delays; control: Control };

const BODY_LIMIT = 64 * 1024;
/** An idle connection is kept longer than a client keeps it, so that none is closed just as it is used again. */
const KEEP_ALIVE_MS = 65_000;

/** The provider's API over HTTP. */
export function serve(books: Books, webhooks: Webhooks, delays: Delays): Server {
  const provider: Running = { books, webhooks, delays, control: Control.parse({}) };
  const server = createServer((request, response) => {
    void answer(provider, request).then(
      (body) => (body === CUT ? response.destroy() : send(response, 200, body)),
      (error: unknown) => refuse(response, error),
    );
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('close', () => webhooks.stop());
  return server;
}

/** The answer that never comes. */
const CUT = Symbol('cut');
const CANCEL = /^\/v1\/charges\/([\w-]{1,100})\/cancel$/;

async function answer(provider: Running, request: IncomingMessage): Promise<unknown> {
  const [path = '', query] = (request.url ?? '').split('?');
  const call = `${request.method} ${path}`;
  if (call === 'GET /health/ready') return { status: 'ok' };
  if (call === 'GET /v1/control') return provider.control;
  if (call === 'PUT /v1/control') return misbehave(provider, valid(Control, await json(request)));
  if (provider.control.down) return CUT;
  const { latencyMs } = provider.control;
  const body = await carryOut(provider, call, path, query, request);
  if (latencyMs) await sleep(latencyMs);
  return body;
}

function misbehave(provider: Running, control: Control): Control {
  provider.webhooks.mode = control.webhooks;
  return (provider.control = control);
}

async function carryOut(
  provider: Running,
  call: string,
  path: string,
  query: string | undefined,
  request: IncomingMessage,
): Promise<unknown> {
  const { books } = provider;
  if (call === 'POST /v1/charges') return charge(provider, request);
  if (call === 'POST /v1/refunds') return books.refund(keyOf(request), valid(RefundRequest, await json(request)));
  if (call === 'GET /v1/charges') return charges(books, Object.fromEntries(new URLSearchParams(query)));
  const [, reference] = (request.method === 'POST' && CANCEL.exec(path)) || [];
  if (reference) return books.cancel(reference);
  throw new ApiError(404, 'route_unknown', 'there is nothing here');
}

async function charge({ books, delays, control }: Running, request: IncomingMessage): Promise<unknown> {
  const key = keyOf(request);
  const result = books.charge(key, valid(ChargeRequest, await json(request)));
  if (control.chargeWithoutAnswer) return CUT;
  if (result.answer === 'late') await sleep(delays.SLOW_MS);
  if (result.answer !== 'never') return result.charge;
  await sleep(delays.HOLD_MS);
  return CUT;
}

/** The one with a reference, or a page of all. */
function charges(books: Books, { reference, ...query }: Record<string, string>): unknown {
  if (reference) return { items: [books.find(reference)].filter((found) => found) };
  const { since, cursor } = valid(ListQuery, query);
  return books.list(since, cursor);
}

function keyOf(request: IncomingMessage): string {
  const key = IdempotencyKey.safeParse(request.headers['idempotency-key']);
  if (!key.success) throw new ApiError(400, 'key_invalid', `Idempotency-Key: ${key.error.issues[0]?.message}`);
  return key.data;
}

function valid<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ApiError(400, 'request_invalid', `${issue?.path.join('.') || 'the body'}: ${issue?.message}`);
}

async function json(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(415, 'content_type_unsupported', 'the body must be application/json');
  }
  const text = await bodyOf(request);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'request_invalid', 'the body is not JSON');
  }
}

/** By events: an async iterator costs each charge 15 µs more. */
function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
    });
    request.on('end', () => {
      if (length <= BODY_LIMIT) return resolve(Buffer.concat(chunks).toString());
      reject(new ApiError(413, 'body_too_large', 'the body is too large'));
    });
    request.on('error', () => reject(new ApiError(400, 'request_invalid', 'the body broke off')));
  });
}

function refuse(response: ServerResponse, error: unknown): void {
  // Whatever else fails ends the process: a provider that cannot keep its journal must not answer.
  if (!(error instanceof ApiError)) throw error;
  send(response, error.status, { error: { code: error.code, message: error.message } });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}
