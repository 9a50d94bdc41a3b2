import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the upstream received it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const MAX_KEPT_BODY = 2000;

/**
 * The upstream of the recordings: answers with what it was asked, steered by the query string:
 * status, delay (ms), body, ct (content type), h (header, repeatable), bigh, noserver, chunked, abort, garbage, trunc.
 */
export class EchoUpstream {
  readonly seen: Seen[] = [];
  readonly server: Server;
  private requests = 0;

  constructor() {
    this.server = createServer(
      { insecureHTTPParser: true, maxHeaderSize: 1 << 20 },
      (request, response) => void this.receive(request, response),
    );
    this.server.keepAliveTimeout = 2000;
  }

  listen(): Promise<number> {
    return new Promise((resolve) =>
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.address() as AddressInfo).port)),
    );
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const raw = request.rawHeaders;
    const headers = Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i]!, raw[2 * i + 1]!] as const);
    const text = body.length > MAX_KEPT_BODY ? `<${body.length} bytes>` : body.toString();
    this.seen.push({ method: request.method!, url: request.url!, headers, body: text });
    const n = ++this.requests;
    const ask = new URL(request.url!, 'http://x').searchParams;
    setTimeout(() => answer(request, response, ask, n), Number(ask.get('delay') ?? 0));
  }
}

function answer(request: IncomingMessage, response: ServerResponse, ask: URLSearchParams, n: number): void {
  if (ask.get('abort') === '1') return void request.socket.destroy();
  if (ask.get('garbage') === '1') return void request.socket.end('garbage garbage\r\n\r\n');
  if (ask.get('trunc') === '1') return void request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort');
  response.statusCode = Number(ask.get('status') ?? 200);
  for (const pair of ask.getAll('h')) {
    const at = pair.indexOf(':');
    response.appendHeader(pair.slice(0, at), pair.slice(at + 1));
  }
  if (ask.get('bigh')) response.setHeader('X-Big', 'a'.repeat(Number(ask.get('bigh'))));
  const given = ask.get('body');
  const text = given ?? JSON.stringify({ echo: true, server: 'u1', n, method: request.method, url: request.url });
  if (given === null || !response.hasHeader('content-type')) {
    response.setHeader('Content-Type', ask.get('ct') ?? (given === null ? 'application/json' : 'text/plain'));
  }
  if (!ask.get('noserver')) response.setHeader('Server', 'echo-upstream/1.0');
  if (ask.get('chunked') === '1') {
    response.write(text.slice(0, 3));
    setTimeout(() => response.end(text.slice(3)), 20);
    return;
  }
  if (response.statusCode === 204 || response.statusCode === 304) return void response.end();
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(request.method === 'HEAD' ? undefined : text);
}
