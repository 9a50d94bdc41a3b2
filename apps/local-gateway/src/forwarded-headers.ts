import type { Exchange } from './exchange.ts';
import { clearHeader, type HeaderList } from './header-list.ts';
import { KONG, RESPONSE_VIA } from './reply.ts';

/** Written anew for the upstream, or of meaning for one connection only. */
const NOT_FORWARDED = new Set([
  'host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect', 'upgrade', 'te', 'via', 'proxy', 'proxy-connection',
  'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-path', 'x-forwarded-prefix', 'x-real-ip',
  'x-kong-request-id',
]); // prettier-ignore

/** Of the response: of meaning for one connection only, or an instruction to nginx. */
const NOT_RETURNED = new Set([
  'connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'x-accel-expires', 'x-accel-redirect', 'x-accel-limit-rate', 'x-accel-buffering',
  'x-accel-charset', 'x-kong-upstream-latency', 'x-kong-proxy-latency', 'x-kong-request-id', 'via', 'trailer',
]); // prettier-ignore

/** The headers for the upstream. The value at index 1 is that of Host, left empty: it depends on the peer. */
export function upstreamHeaders(exchange: Exchange, body: Buffer | null): HeaderList {
  const { request, headers } = exchange;
  const via = exchange.header('via');
  const ownVia = `${request.httpVersion} ${KONG}`;
  const forwardedFor = exchange.header('x-forwarded-for');
  const ip = exchange.clientIp;
  const list: HeaderList = [
    'Host', '',
    'Via', via === undefined ? ownVia : `${via}, ${ownVia}`,
    'X-Forwarded-For', forwardedFor === undefined ? ip : `${forwardedFor}, ${ip}`,
    'X-Forwarded-Proto', 'http',
    'X-Forwarded-Host', exchange.host,
    'X-Forwarded-Port', String(request.socket.localPort),
    'X-Forwarded-Path', exchange.rawPath,
    'X-Real-IP', ip,
    'X-Kong-Request-Id', exchange.requestId,
  ]; // prettier-ignore
  if (exchange.prefix !== undefined && exchange.prefix !== '/') list.push('X-Forwarded-Prefix', exchange.prefix);
  if (exchange.header('te')?.split(/,\s*/).includes('trailers')) list.push('TE', 'trailers');
  if (body) list.push('Content-Length', String(body.length));
  const dropped = connectionHeaders(exchange.header('connection'));
  for (let i = 0; i < headers.length; i += 2) {
    const lower = headers[i]!.toLowerCase();
    if (!NOT_FORWARDED.has(lower) && !dropped?.includes(lower)) list.push(headers[i]!, headers[i + 1]!);
  }
  return list;
}

/** Headers that a Connection header names as its own. */
function connectionHeaders(connection: string | undefined): string[] | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return connection.toLowerCase().split(/\s*,\s*/);
}

/** nginx reads the head of a response into one buffer of this size. */
const MAX_HEAD_BYTES = 4096;

/**
 * Copies the upstream's headers that the client may see.
 * @returns the Via header with the gateway added; undefined when the head is larger than nginx would take.
 */
export function addResponseHeaders(list: HeaderList, raw: readonly Buffer[]): string | undefined {
  if (raw.reduce((bytes, part) => bytes + part.length + 2, 0) > MAX_HEAD_BYTES) return undefined;
  let via = RESPONSE_VIA;
  let connection: string | undefined;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toString('latin1');
    const lower = name.toLowerCase();
    const value = raw[i + 1]!.toString('latin1');
    if (lower === 'via') via = `${value}, ${RESPONSE_VIA}`;
    else if (lower === 'connection') connection = value;
    else if (!NOT_RETURNED.has(lower)) list.push(name, value);
  }
  for (const name of connectionHeaders(connection) ?? []) clearHeader(list, name);
  return via;
}
