import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Consumer, Credential, Route } from './config/entity.ts';
import { clearHeader, getHeader, setHeader, type HeaderList } from './header-list.ts';
import { compactJson, errorBody, errorType, nginxErrorType, NGINX_MESSAGES } from './kong-error.ts';
import type { PluginHooks } from './plugins/plugin.ts';
import { newRequestId } from './request-id.ts';

/** Bodies are kept in memory (Kong spools them to disk), so there is an end to it. */
const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** An answer made by the gateway itself. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: string | Buffer;
  /** Headers about the gateway's part, if others than usual. */
  readonly own: HeaderList | undefined;
}

/** The head of the response on its way to the client. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: HeaderList;
}

export class BodyTooLarge extends Error {}

/** One request and what becomes of it; plugins read and change it. */
export class Exchange {
  readonly startedAt = Date.now();
  readonly requestId = newRequestId();
  /** As sent upstream. Plugins change these; names are compared in lower case. */
  readonly headers: HeaderList;
  method: string;
  /** As the client spelled it, without the query. */
  readonly rawPath: string;
  /** Starts with `?`, or is empty. */
  query: string;
  /** Where the request goes; set by the router, changed by request-transformer. */
  upstreamPath = '/';
  /** The Host header for the upstream when it is not to be the name of the service's host. */
  upstreamHost: string | undefined;
  route: Route | undefined;
  /** The part of the path that the route matched and strips. */
  prefix: string | undefined;
  captures: Readonly<Record<string, string | undefined>> = {};
  consumer: Consumer | undefined;
  credential: Credential | undefined;
  /** The counterpart of kong.ctx.shared, for plugins that work together. */
  shared: { authenticatedGroups?: readonly string[]; jwt?: string } = {};
  /** Headers that plugins set before there is a response. */
  readonly responseHeaders: HeaderList = [];
  answer: Answer | undefined;
  /** Plugins whose response hooks run, in order. */
  readonly ran: PluginHooks[] = [];
  /** Receives the whole body of the upstream's response, when a plugin wants it. */
  onResponseBody: ((body: Buffer) => void) | undefined;
  private body: Promise<Buffer> | undefined;
  private replacedBody: Buffer | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.headers = request.rawHeaders;
    this.method = request.method!;
    const url = pathAndQuery(request.url!);
    const mark = url.indexOf('?');
    this.rawPath = mark < 0 ? url : url.slice(0, mark);
    this.query = mark < 0 ? '' : url.slice(mark);
  }

  /** The name that the client called, in lower case, without port. */
  get host(): string {
    const absolute = /^https?:\/\/([^/?#]*)/i.exec(this.request.url!);
    const host = (absolute?.[1] ?? this.header('host') ?? '').toLowerCase();
    return host.replace(/:\d+$/, '');
  }

  get clientIp(): string {
    return this.request.socket.remoteAddress ?? '';
  }

  header(lower: string): string | undefined {
    return getHeader(this.headers, lower);
  }

  setHeader(name: string, value: string): void {
    setHeader(this.headers, name, value);
  }

  clearHeader(lower: string): void {
    clearHeader(this.headers, lower);
  }

  queryParameters(): URLSearchParams {
    return new URLSearchParams(this.query);
  }

  get hasBody(): boolean {
    if (this.header('transfer-encoding') !== undefined) return true;
    const length = this.header('content-length');
    return length !== undefined && length !== '0';
  }

  /** The whole request body. @throws BodyTooLarge */
  readBody(): Promise<Buffer> {
    if (this.replacedBody) return Promise.resolve(this.replacedBody);
    if (this.body) return this.body;
    // Only now, so that a plugin can refuse a large body before it is sent.
    if (this.header('expect')?.trim().toLowerCase() === '100-continue') this.response.writeContinue();
    return (this.body = readAll(this.request));
  }

  replaceBody(body: Buffer): void {
    this.replacedBody = body;
    this.setHeader('Content-Length', String(body.length));
  }

  get bodyWasReplaced(): boolean {
    return this.replacedBody !== undefined;
  }

  /** Ends the request with this answer; later plugins do not see the request. */
  exit(status: number, body: string | Buffer = '', headers: HeaderList = [], own?: HeaderList): void {
    this.answer = { status, headers, body, own };
  }

  /** Compact JSON whatever the client accepts, as some plugins answer. */
  exitJson(status: number, value: unknown, headers: HeaderList = []): void {
    this.exit(status, compactJson(value), ['Content-Type', 'application/json; charset=utf-8', ...headers]);
  }

  /** An error in the form that the client accepts. */
  fail(status: number, message: string, headers: HeaderList = []): void {
    const type = errorType(this.header('accept'));
    this.exit(status, errorBody(type, message, this.requestId), ['Content-Type', type, ...headers]);
  }

  /** An error in the form that nginx gives to those it meets itself. */
  failAsNginx(status: number, own?: HeaderList): void {
    const type = nginxErrorType(this.header('accept'), this.header('content-type'));
    this.exit(status, errorBody(type, NGINX_MESSAGES[status] ?? '', this.requestId), ['Content-Type', type], own);
  }
}

/** Drops scheme and host of an absolute-form target. */
function pathAndQuery(url: string): string {
  if (url.startsWith('/')) return url;
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(url);
  if (!absolute) return url;
  return absolute[1]!.startsWith('/') ? absolute[1]! : `/${absolute[1]!}`;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
