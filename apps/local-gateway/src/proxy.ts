import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Balancer, Peer } from './balancer.ts';
import type { Service } from './config/entity.ts';
import { BodyTooLarge, type Exchange } from './exchange.ts';
import { addResponseHeaders, upstreamHeaders } from './forwarded-headers.ts';
import { getHeader, type HeaderList } from './header-list.ts';
import { log } from './log.ts';
import { escapePath } from './path.ts';
import type { Pools } from './pools.ts';
import { RESPONSE_VIA, sendAnswer, sendHead } from './reply.ts';

/** Methods that may be sent again after an upstream may have acted on them. */
const NOT_IDEMPOTENT = new Set(['POST', 'PATCH', 'LOCK']);

const NOT_SENT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const TIMED_OUT = new Set(['UND_ERR_CONNECT_TIMEOUT', 'READ_TIMEOUT', 'ETIMEDOUT']);
/** The upstream did answer, though not in a way that can be used; asking again would not help. */
const UNREADABLE = /^(HTTPParserError|HPE_.*|HEAD_TOO_LARGE|UND_ERR_HEADERS_OVERFLOW)$/;
const NAME_ERRORS = new Set(['ENOTFOUND', 'EAI_AGAIN']);

class HeadTooLarge extends Error {
  readonly code = 'HEAD_TOO_LARGE';
}

const MAX_JOINED_BYTES = 32 * 1024;

/** The upstream was silent for longer than the service's read_timeout. */
class ReadTimeout extends Error {
  readonly code = 'READ_TIMEOUT';
}

/** Sends the exchange to its service and the answer back to the client. */
export function proxy(exchange: Exchange, service: Service, balancer: Balancer, pools: Pools): void {
  const call = new UpstreamCall(exchange, service, balancer, pools);
  if (!exchange.hasBody && !exchange.bodyWasReplaced) return call.start(null);
  exchange.readBody().then(
    (body) => call.start(body),
    (error: unknown) => {
      if (!(error instanceof BodyTooLarge)) return void exchange.response.destroy();
      exchange.failAsNginx(413);
      sendAnswer(exchange);
    },
  );
}

/** One request to a service, over as many attempts as the service allows. */
class UpstreamCall implements Dispatcher.DispatchHandler {
  private attempts = 0;
  private body: Buffer | null = null;
  private headers: HeaderList = [];
  private peer: Peer | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private sentAt = 0;
  private remaining = -1;
  private readTimer: NodeJS.Timeout | undefined;
  private captured: Buffer[] | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly service: Service,
    private readonly balancer: Balancer,
    private readonly pools: Pools,
  ) {}

  start(body: Buffer | null): void {
    this.body = body;
    const peer = this.balancer.next();
    if (!peer) {
      this.exchange.fail(503, 'failure to get a peer from the ring-balancer');
      return sendAnswer(this.exchange);
    }
    this.headers = upstreamHeaders(this.exchange, body);
    this.exchange.response.once('close', () => {
      if (!this.exchange.response.writableFinished) this.controller?.abort(new Error('the client went away'));
    });
    this.attempt(peer);
  }

  private attempt(peer: Peer): void {
    this.peer = peer;
    this.attempts += 1;
    this.sentAt = Date.now();
    const { exchange, service } = this;
    // Slots 0 and 1 hold the Host header, which depends on the peer unless the client's own is kept or one is forced.
    this.headers[1] =
      exchange.upstreamHost ?? hostHeader(this.balancer.hostHeader ?? peer.host, peer.port, service.protocol);
    const options = {
      path: escapePath(exchange.upstreamPath) + exchange.query,
      method: exchange.method,
      headers: this.headers,
      body: this.body,
      // undici's own timeouts are exact to a second only.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.pools.of(service, peer).dispatch(options, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.readTimer = setTimeout(() => this.onSilence(controller), this.service.readTimeoutMs);
    if (this.exchange.response.destroyed) controller.abort(new Error('the client went away'));
  }

  private onSilence(controller: Dispatcher.DispatchController): void {
    // It is the client that is slow, not the upstream.
    if (controller.paused) this.readTimer!.refresh();
    else controller.abort(new ReadTimeout());
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    if (status < 200) return;
    this.readTimer!.refresh();
    const { exchange } = this;
    const headers = exchange.responseHeaders;
    const via = addResponseHeaders(headers, controller.rawHeaders as Buffer[]);
    if (via === undefined) return controller.abort(new HeadTooLarge());
    this.peer!.reportStatus(status);
    const length = getHeader(headers, 'content-length');
    this.remaining = length === undefined ? -1 : Number(length);
    sendHead(exchange, status, headers, this.ownHeaders(via), statusText);
    if (exchange.onResponseBody) this.captured = [];
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { response } = this.exchange;
    this.readTimer!.refresh();
    this.captured?.push(chunk);
    this.remaining -= chunk.length;
    if (this.remaining === 0) return endWith(response, chunk);
    if (response.write(chunk)) return;
    controller.pause();
    response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    clearTimeout(this.readTimer);
    const { exchange } = this;
    if (!exchange.response.writableEnded) exchange.response.end();
    if (this.captured) exchange.onResponseBody?.(Buffer.concat(this.captured));
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error & { code?: string }): void {
    clearTimeout(this.readTimer);
    const { exchange } = this;
    const { response } = exchange;
    // A body that broke off: the client must see it break off too.
    if (response.headersSent || response.destroyed) return void response.destroy();
    const code = error.code ?? error.name;
    // What does not begin like HTTP is HTTP/0.9 to nginx, which relays it; no client of today can read it.
    if (code === 'HTTPParserError' && error.message.includes('Expected HTTP/')) return void response.destroy();
    if (NAME_ERRORS.has(code) && this.balancer.isPlainHost) {
      exchange.fail(503, 'name resolution failed');
      return sendAnswer(exchange);
    }
    if (code === 'UND_ERR_INVALID_ARG') return this.giveUp(400, error.message);
    const status = TIMED_OUT.has(code) ? 504 : 502;
    const mayRepeat = !UNREADABLE.test(code) && (NOT_SENT.has(code) || !NOT_IDEMPOTENT.has(exchange.method));
    if (mayRepeat && this.attempts <= this.service.retries) return this.retry(status);
    this.giveUp(status, code);
  }

  private retry(status: number): void {
    this.peer!.reportFailure(status === 504 ? 'timeout' : 'tcp');
    const peer = this.balancer.next();
    if (peer) this.attempt(peer);
    else this.giveUp(502, 'no healthy peer is left');
  }

  private giveUp(status: number, reason: string): void {
    this.peer!.reportStatus(status);
    log('warn', 'upstream failed', { service: this.service.name, status, reason, attempts: this.attempts });
    const { exchange } = this;
    exchange.failAsNginx(status, this.ownHeaders(RESPONSE_VIA));
    sendAnswer(exchange);
  }

  private ownHeaders(via: string): HeaderList {
    const waited = Date.now() - this.sentAt;
    return [
      'Via',
      via,
      'X-Kong-Upstream-Latency',
      String(waited),
      'X-Kong-Proxy-Latency',
      String(this.sentAt - this.exchange.startedAt),
    ];
  }
}

/** As text a small body joins the head in one write to the socket, which costs half of two. */
function endWith(response: ServerResponse, last: Buffer): void {
  if (last.length <= MAX_JOINED_BYTES) response.end(last.toString('latin1'), 'latin1');
  else response.end(last);
}

function hostHeader(host: string, port: number, protocol: Service['protocol']): string {
  const implied = port === (protocol === 'https' ? 443 : 80);
  return implied ? host : `${host}:${port}`;
}
