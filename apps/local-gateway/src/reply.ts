import type { Exchange } from './exchange.ts';
import type { HeaderList } from './header-list.ts';
import { clearHeader, getHeader, setHeader } from './header-list.ts';

/** How the gateway names itself: as the Kong whose answers it gives. */
export const KONG = 'kong/3.9.1';
/** The Via of responses; the protocol is that of the connection to the upstream. */
export const RESPONSE_VIA = `1.1 ${KONG}`;

/** nginx adds its charset to these when they name none. */
const TYPES_WITH_CHARSET = /^(text\/(html|xml|plain|vnd\.wap\.wml)|application\/(javascript|rss\+xml))$/;

/**
 * Lets the plugins see the head of the response, then sends it.
 * @param own headers of the gateway itself, which no plugin can change.
 */
export function sendHead(
  exchange: Exchange,
  status: number,
  headers: HeaderList,
  own: HeaderList,
  statusText?: string,
): void {
  const head = { status, headers };
  for (const hooks of exchange.ran) hooks.headerFilter?.(exchange, head);
  for (let i = 0; i < own.length; i += 2) setHeader(headers, own[i]!, own[i + 1]!);
  setHeader(headers, 'X-Kong-Request-Id', exchange.requestId);
  if (getHeader(headers, 'server') === undefined) headers.push('Server', KONG);
  if (getHeader(headers, 'date') === undefined) headers.push('Date', httpDate());
  const type = getHeader(headers, 'content-type');
  if (type !== undefined && TYPES_WITH_CHARSET.test(type) && getHeader(headers, 'content-encoding') === undefined) {
    setHeader(headers, 'Content-Type', `${type}; charset=UTF-8`);
  }
  const { response } = exchange;
  response.sendDate = false;
  if (statusText) response.writeHead(status, statusText, headers);
  else response.writeHead(status, headers);
}

/** Sends the answer that the exchange was given by a plugin or by the gateway. */
export function sendAnswer(exchange: Exchange): void {
  const { status, headers, body, own } = exchange.answer!;
  const list: HeaderList = exchange.responseHeaders;
  for (let i = 0; i < headers.length; i += 2) clearHeader(list, headers[i]!.toLowerCase());
  list.push(...headers);
  const bodiless = status === 204 || status === 304;
  if (bodiless) clearHeader(list, 'content-length');
  else if (getHeader(list, 'content-length') === undefined)
    list.push('Content-Length', String(Buffer.byteLength(body)));
  sendHead(
    exchange,
    status,
    list,
    own ?? ['Server', KONG, 'X-Kong-Response-Latency', String(Date.now() - exchange.startedAt)],
  );
  exchange.response.end(bodiless ? undefined : body);
}

let dateAt = 0;
let date = '';

/** The current second as HTTP spells it, formatted once a second. */
function httpDate(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateAt) {
    dateAt = second;
    date = new Date(second * 1000).toUTCString();
  }
  return date;
}
