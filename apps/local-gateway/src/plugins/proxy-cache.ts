import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Exchange, ResponseHead } from '../exchange.ts';
import { clearHeader, getHeader, getHeaderValues, setHeader, type HeaderList } from '../header-list.ts';
import { RESPONSE_VIA } from '../reply.ts';
import type { CachedResponse } from '../response-cache.ts';
import { definePlugin } from './plugin.ts';

const schema = z.strictObject({
  response_code: z.array(z.int().min(100).max(900)).min(1).default([200, 301, 404]),
  request_method: z.array(z.enum(['HEAD', 'GET', 'POST', 'PATCH', 'PUT'])).default(['GET', 'HEAD']),
  content_type: z.array(z.string()).default(['text/plain', 'application/json']),
  /** Seconds. */
  cache_ttl: z.int().positive().default(300),
  strategy: z.literal('memory', 'must be "memory"'),
  cache_control: z.boolean().default(false),
  ignore_uri_case: z.boolean().default(false),
  /** Seconds. */
  storage_ttl: z.int().nullish(),
  memory: z.strictObject({ dictionary_name: z.string().default('kong_db_cache') }).prefault({}),
  vary_query_params: z.array(z.string()).nullish(),
  vary_headers: z.array(z.string()).nullish(),
  response_headers: z
    .strictObject({
      age: z.boolean().default(true),
      'X-Cache-Status': z.boolean().default(true),
      'X-Cache-Key': z.boolean().default(true),
    })
    .prefault({}),
});

type Config = z.infer<typeof schema>;
type Directives = ReadonlyMap<string, string | number | true>;

/** Of one connection, or counted anew for each request. */
const NOT_REPLAYED =
  /^(connection|keep-alive|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|content-length|age|x-cache-status|x-cache-key)$|ratelimit-remaining/;

function directives(header: string | undefined): Directives {
  const found = new Map<string, string | number | true>();
  for (const part of header?.split(',') ?? []) {
    const match = /^\s*([^=]+)(?:=(.+))?/.exec(part);
    if (!match) continue;
    const number = Number(match[2] ?? NaN);
    found.set(match[1]!.toLowerCase(), Number.isNaN(number) ? (match[2] ?? true) : number);
  }
  return found;
}

/** Type, subtype and sorted parameters in one spelling; undefined when it is no media type. */
function mediaType(text: string): { type: string; subtype: string; parameters: string } | undefined {
  const match = /^([^\s;/]+)\/([^\s;/]+)((?:\s*;\s*[^\s;=]+=(?:"[^"]*"|[^\s;]+))*)/.exec(text);
  if (!match) return undefined;
  const parameters = [...match[3]!.matchAll(/;\s*([^\s;=]+)=(?:"([^"]*)"|([^\s;]+))/g)].map(
    ([, name, quoted, plain]) => `${name!.toLowerCase()}=${quoted ?? plain}`,
  );
  return { type: match[1]!.toLowerCase(), subtype: match[2]!.toLowerCase(), parameters: parameters.sort().join(';') };
}

function typeTest(expected: string): (given: NonNullable<ReturnType<typeof mediaType>>) => boolean {
  const wanted = mediaType(expected);
  if (!wanted) return () => false;
  return ({ type, subtype, parameters }) =>
    (wanted.type === '*' || wanted.type === type) &&
    (wanted.subtype === '*' || wanted.subtype === subtype) &&
    wanted.parameters === parameters;
}

/** `name=value` joined by colons, several values joined by commas. */
function keyPart(names: readonly string[], valuesOf: (name: string) => string[]): string {
  return names
    .map((name) => [name, valuesOf(name)] as const)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}=${values.length > 1 ? values.sort().join(',') : values[0]}`)
    .join(':');
}

function cacheKey(exchange: Exchange, config: Config): string {
  const { request, route, consumer } = exchange;
  const query = exchange.queryParameters();
  // Kong takes the request line up to the query; without a query that includes the protocol.
  let line = `${request.method} ${request.url!.replace(/\?.*/s, '')}`;
  if (!request.url!.includes('?')) line += ` HTTP/${request.httpVersion}`;
  if (config.ignore_uri_case) line = line.toLowerCase();
  const parameterNames = config.vary_query_params?.length
    ? config.vary_query_params
    : [...new Set(query.keys())].sort();
  const parameters = keyPart(parameterNames, (name) => query.getAll(name));
  const headers = keyPart(config.vary_headers ?? [], (name) => getHeaderValues(exchange.headers, name.toLowerCase()));
  const owner = consumer ? `${consumer.id}:${route!.id}` : route!.id;
  return createHash('sha256').update(`${owner}|${request.method}|${line}|${parameters}|${headers}`).digest('hex');
}

export const proxyCache = definePlugin({
  name: 'proxy-cache',
  priority: 100,
  schema,
  create(config, { runtime }) {
    const { cache, clock } = runtime;
    const types = config.content_type.map(typeTest);
    const methods = new Set<string>(config.request_method);
    const codes = new Set(config.response_code);
    /** Requests whose response may be stored, with its key. */
    const pending = new WeakMap<Exchange, string>();
    const nowSeconds = () => Math.floor(clock.now() / 1000);

    function mark(headers: HeaderList, name: keyof Config['response_headers'], value: string): void {
      if (config.response_headers[name]) setHeader(headers, name, value);
    }

    function ttlOf(headers: HeaderList, control: Directives): number {
      if (!config.cache_control) return config.cache_ttl;
      const age = control.get('s-maxage') ?? control.get('max-age');
      if (age !== undefined) return Math.max(0, Number(age) || 0);
      const expires = Date.parse(getHeaderValues(headers, 'expires').at(-1) ?? '');
      return Number.isNaN(expires) ? 0 : Math.max(0, Math.floor(expires / 1000) - nowSeconds());
    }

    function isStale(stored: CachedResponse, control: Directives): boolean {
      const age = nowSeconds() - stored.storedAt;
      if (!config.cache_control) return age > config.cache_ttl;
      const asked = (name: string) => control.get(name) as number | undefined;
      return (
        age > (asked('max-age') ?? Infinity) ||
        age - stored.ttlSeconds > (asked('max-stale') ?? Infinity) ||
        stored.ttlSeconds - age < (asked('min-fresh') ?? -Infinity)
      );
    }

    function serve(exchange: Exchange, stored: CachedResponse, key: string): void {
      const headers = [...stored.headers];
      mark(headers, 'age', String(nowSeconds() - stored.storedAt));
      mark(headers, 'X-Cache-Status', 'Hit');
      mark(headers, 'X-Cache-Key', key);
      const waited = Date.now() - exchange.startedAt;
      const own = ['Via', RESPONSE_VIA, 'X-Kong-Upstream-Latency', '0', 'X-Kong-Proxy-Latency', String(waited)];
      const notModified = stored.status === 200 && isCurrent(exchange, headers);
      exchange.exit(notModified ? 304 : stored.status, notModified ? '' : stored.body, headers, own);
    }

    return {
      access(exchange) {
        const control = config.cache_control ? directives(exchange.header('cache-control')) : new Map<string, true>();
        const forbidden = control.has('no-store') || control.has('no-cache');
        if (!methods.has(exchange.method) || forbidden)
          return mark(exchange.responseHeaders, 'X-Cache-Status', 'Bypass');
        const key = cacheKey(exchange, config);
        mark(exchange.responseHeaders, 'X-Cache-Key', key);
        const stored = cache.get(key);
        if (stored && !isStale(stored, control)) return serve(exchange, stored, key);
        if (!stored && control.has('only-if-cached')) return exchange.failAsNginx(504);
        pending.set(exchange, key);
        mark(exchange.responseHeaders, 'X-Cache-Status', stored ? 'Refresh' : 'Miss');
      },
      headerFilter(exchange: Exchange, head: ResponseHead) {
        const key = pending.get(exchange);
        if (key === undefined) return;
        const { status } = head;
        const control = directives(getHeader(head.headers, 'cache-control'));
        const type = mediaType(getHeader(head.headers, 'content-type') ?? '');
        const ttlSeconds = ttlOf(head.headers, control);
        const refused =
          config.cache_control &&
          (['private', 'no-store', 'no-cache'].some((name) => control.has(name)) || ttlSeconds <= 0);
        if (!codes.has(status) || !type || !types.some((test) => test(type)) || refused)
          return mark(head.headers, 'X-Cache-Status', 'Bypass');
        const headers = replayable(head.headers);
        exchange.onResponseBody = (body) => {
          cache.set(
            key,
            { status, headers, body, storedAt: nowSeconds(), ttlSeconds },
            config.storage_ttl ?? ttlSeconds,
          );
        };
      },
    };
  },
});

function replayable(headers: HeaderList): HeaderList {
  const kept: HeaderList = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (!NOT_REPLAYED.test(headers[i]!.toLowerCase())) kept.push(headers[i]!, headers[i + 1]!);
  }
  return kept;
}

/** Does the client's copy still hold? nginx answers 304 then. */
function isCurrent(exchange: Exchange, headers: HeaderList): boolean {
  const tags = exchange.header('if-none-match');
  const since = exchange.header('if-modified-since');
  const tag = getHeader(headers, 'etag');
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  const sameTag =
    tags !== undefined &&
    tag !== undefined &&
    (tags.trim() === '*' || tags.split(',').some((one) => bare(one) === bare(tag)));
  const sameDate = tags === undefined && since !== undefined && since === getHeader(headers, 'last-modified');
  if (!sameTag && !sameDate) return false;
  clearHeader(headers, 'content-type');
  return true;
}
