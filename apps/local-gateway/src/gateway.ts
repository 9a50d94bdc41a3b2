import {
  createServer,
  maxHeaderSize,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Configuration } from './config/entity.ts';
import { BodyTooLarge, Exchange } from './exchange.ts';
import { getHeaderValues } from './header-list.ts';
import { errorBody, NGINX_MESSAGES } from './kong-error.ts';
import { log } from './log.ts';
import { isMalformed, normalizePath, upstreamPath } from './path.ts';
import { Plan, runAccess, type RoutePlan } from './plan.ts';
import { Pools } from './pools.ts';
import { proxy } from './proxy.ts';
import { KONG, sendAnswer } from './reply.ts';
import { newRequestId } from './request-id.ts';
import type { Runtime } from './runtime.ts';

/** Open requests are waited for this long when the gateway stops. */
const DRAIN_MS = 10_000;
const SWEEP_MS = 20;
const KEEP_ALIVE_MS = 75_000;
/** As nginx in Kong: 4 buffers of 8 KiB. */
const MAX_HEADER_BYTES = Math.max(maxHeaderSize, 32 * 1024);

/** Serves a configuration of Kong on one port; the configuration can be changed while it runs. */
export class Gateway {
  readonly server: Server;
  private plan: Plan;
  private readonly pools: Pools;
  private stopping = false;

  constructor(
    configuration: Configuration,
    readonly runtime: Runtime,
  ) {
    this.plan = new Plan(configuration, runtime);
    this.pools = new Pools(runtime.connect);
    const handle = (request: IncomingMessage, response: ServerResponse): void => this.handle(request, response);
    this.server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS, requireHostHeader: false },
      handle,
    );
    this.server.on('checkContinue', handle);
    this.server.on('checkExpectation', handle);
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
      refuse(socket, error.code === 'HPE_HEADER_OVERFLOW' ? 494 : 400),
    );
    this.server.on('connect', (_request, socket) => refuse(socket, 400));
  }

  get configuration(): Configuration {
    return this.plan.configuration;
  }

  get isEmpty(): boolean {
    return this.plan.isEmpty;
  }

  /** Requests that have begun keep the configuration they began with. */
  use(configuration: Configuration): void {
    this.plan = new Plan(configuration, this.runtime);
  }

  /** Starts to listen. @returns the port, chosen by the system when `port` is 0. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve((this.server.address() as { port: number }).port);
      });
    });
  }

  /** Takes no more connections, lets open requests end, then cuts what is left. */
  async stop(): Promise<void> {
    this.stopping = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    // A connection that was busy when the gateway stopped is kept open by its client when its request has ended.
    const sweep = setInterval(() => this.server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => this.server.closeAllConnections(), DRAIN_MS);
    await closed;
    clearInterval(sweep);
    clearTimeout(cut);
    await this.pools.close();
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.stopping) response.shouldKeepAlive = false;
    const exchange = new Exchange(request, response);
    const refusal = nginxRefusal(exchange);
    if (refusal !== undefined) {
      exchange.failAsNginx(refusal);
      return sendAnswer(exchange);
    }
    for (const hooks of this.plan.globalHooks) if (!exchange.answer) hooks.rewrite?.(exchange);
    if (exchange.answer) return sendAnswer(exchange);
    const found = this.plan.router.find({
      method: exchange.method,
      path: normalizePath(exchange.rawPath),
      headers: exchange.headers,
      host: exchange.header('host') ?? '',
      port: request.socket.localPort!,
    });
    if (!found) {
      exchange.ran.push(...this.plan.globalHooks);
      exchange.fail(404, 'no Route matched with those values');
      return sendAnswer(exchange);
    }
    const { target, matchedPath, captures } = found;
    const { route } = target;
    exchange.route = route;
    exchange.captures = captures;
    exchange.prefix = route.stripPath ? matchedPath : undefined;
    exchange.upstreamPath = upstreamPath(route.service?.path ?? '/', normalizePath(exchange.rawPath), exchange.prefix);
    if (route.preserveHost) exchange.upstreamHost = exchange.header('host');
    if (route.httpsOnlyStatus !== undefined) return this.demandHttps(exchange, route.httpsOnlyStatus);

    let waiting: void | Promise<void>;
    try {
      waiting = runAccess(exchange, target.chain);
    } catch (error) {
      return this.failUnexpectedly(exchange, error);
    }
    if (!waiting) return this.proceed(exchange, target);
    waiting.then(
      () => this.proceed(exchange, target),
      (error: unknown) => this.failUnexpectedly(exchange, error),
    );
  }

  private proceed(exchange: Exchange, { route, balancer }: RoutePlan): void {
    if (exchange.answer) return sendAnswer(exchange);
    if (route.service && balancer) return proxy(exchange, route.service, balancer, this.pools);
    exchange.fail(503, 'no Service found with those values');
    sendAnswer(exchange);
  }

  private demandHttps(exchange: Exchange, status: number): void {
    if (status === 426)
      exchange.fail(426, 'Please use HTTPS protocol', ['Connection', 'Upgrade', 'Upgrade', 'TLS/1.2, HTTP/1.1']);
    else exchange.exit(status, '', ['Location', `https://${exchange.host}${exchange.rawPath}${exchange.query}`]);
    sendAnswer(exchange);
  }

  private failUnexpectedly(exchange: Exchange, error: unknown): void {
    if (exchange.response.destroyed) return;
    if (error instanceof BodyTooLarge) exchange.failAsNginx(413);
    else {
      log('error', 'a plugin failed', { route: exchange.route?.name, error: (error as Error).stack });
      exchange.fail(500, 'An unexpected error occurred');
    }
    sendAnswer(exchange);
  }
}

/** The status with which nginx refuses a request before Kong sees it. */
function nginxRefusal(exchange: Exchange): number | undefined {
  const hosts = getHeaderValues(exchange.headers, 'host');
  const hostMissing = hosts.length === 0 ? exchange.request.httpVersion === '1.1' : hosts[0] === '';
  if (hostMissing || hosts.length > 1 || isMalformed(exchange.rawPath)) return 400;
  return exchange.method === 'TRACE' ? 405 : undefined;
}

/** Answers what could not be read as a request. */
function refuse(socket: Duplex, status: number): void {
  if (!socket.writable || (socket as Socket).bytesWritten === undefined) return void socket.destroy();
  const requestId = newRequestId();
  const body = errorBody('text/plain; charset=utf-8', NGINX_MESSAGES[status]!, requestId);
  const sent = status === 494 ? 400 : status;
  const head = [
    `HTTP/1.1 ${sent} ${STATUS_CODES[sent]}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Kong-Response-Latency: 0',
    `Server: ${KONG}`,
    `X-Kong-Request-Id: ${requestId}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
