import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { ApiError } from './api-error.ts';
import { ChargeRequest, IdempotencyKey, RefundRequest } from './api.schema.ts';
import type { Books } from './books.ts';

type Delays = { SLOW_MS: number; HOLD_MS: number };

const BODY_LIMIT = 64 * 1024;
/** An idle connection is kept longer than a client keeps it, so that none is closed just as it is used again. */
const KEEP_ALIVE_MS = 65_000;

/** The provider's API over HTTP. */
export function serve(books: Books, delays: Delays): Server {
  const server = createServer((request, response) => {
    void answer(books, delays, request).then(
      (body) => (body === CUT ? response.destroy() : send(response, 200, body)),
      (error: unknown) => refuse(response, error),
    );
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/** The answer that never comes. */
const CUT = Symbol('cut');
const CANCEL = /^\/v1\/charges\/([\w-]{1,100})\/cancel$/;

async function answer(books: Books, delays: Delays, request: IncomingMessage): Promise<unknown> {
  const [path = '', query] = (request.url ?? '').split('?');
  const call = `${request.method} ${path}`;
  if (call === 'POST /v1/charges') return charge(books, delays, request);
  if (call === 'POST /v1/refunds') return books.refund(keyOf(request), valid(RefundRequest, await json(request)));
  if (call === 'GET /v1/charges') return { items: [books.find(referenceOf(query))].filter((found) => found) };
  if (call === 'GET /health/ready') return { status: 'ok' };
  const [, reference] = (request.method === 'POST' && CANCEL.exec(path)) || [];
  if (reference) return books.cancel(reference);
  throw new ApiError(404, 'route_unknown', 'there is nothing here');
}

async function charge(books: Books, delays: Delays, request: IncomingMessage): Promise<unknown> {
  const key = keyOf(request);
  const result = books.charge(key, valid(ChargeRequest, await json(request)));
  if (result.answer === 'late') await sleep(delays.SLOW_MS);
  if (result.answer !== 'never') return result.charge;
  await sleep(delays.HOLD_MS);
  return CUT;
}

function keyOf(request: IncomingMessage): string {
  const key = IdempotencyKey.safeParse(request.headers['idempotency-key']);
  if (!key.success) throw new ApiError(400, 'key_invalid', `Idempotency-Key: ${key.error.issues[0]?.message}`);
  return key.data;
}

function referenceOf(query: string | undefined): string {
  const reference = new URLSearchParams(query).get('reference');
  if (!reference) throw new ApiError(400, 'request_invalid', 'reference: is missing');
  return reference;
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
