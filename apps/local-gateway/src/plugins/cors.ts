import { z } from 'zod';
import type { Exchange, ResponseHead } from '../exchange.ts';
import { clearHeader, setHeader, type HeaderList } from '../header-list.ts';
import { definePlugin } from './plugin.ts';

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'] as const;

const schema = z.strictObject({
  origins: z
    .array(z.string().refine((origin) => origin === '*' || isRegex(origin), 'is not "*" or a regular expression'))
    .nullish(),
  headers: z.array(z.string()).nullish(),
  exposed_headers: z.array(z.string()).nullish(),
  methods: z
    .array(z.enum(METHODS))
    .nullish()
    .default([...METHODS]),
  /** Seconds. */
  max_age: z.number().nullish(),
  credentials: z.boolean().default(false),
  private_network: z.boolean().default(false),
  preflight_continue: z.boolean().default(false),
  allow_origin_absent: z.boolean().default(true),
});

type Config = z.infer<typeof schema>;

function isRegex(source: string): boolean {
  try {
    return new RegExp(source) !== undefined;
  } catch {
    return false;
  }
}

/** Scheme, host and port of an origin; the default port of the scheme is left out. */
function normalizeOrigin(origin: string): { domain: string; host: string } {
  const parts = /^(?:([a-z][a-z0-9+.-]*):)?\/\/([^/:?#]*)(?::(\d+))?/i.exec(origin);
  if (!parts?.[2]) return { domain: origin, host: origin };
  const [, scheme, host, port] = parts;
  const implied = (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
  return { domain: `${scheme ? `${scheme}://` : ''}${host}${port && !implied ? `:${port}` : ''}`, host: host };
}

type OriginTest = (origin: { domain: string; host: string }) => boolean;

function originTest(entry: string): OriginTest {
  const byHost = !entry.includes(':');
  if (!/[^A-Za-z0-9.:/-]/.test(entry)) {
    const { domain } = normalizeOrigin(entry);
    return (origin) => origin.domain === domain;
  }
  const regex = new RegExp(`^(?:${entry.replace(/^\^/, '').replace(/\$$/, '')})$`);
  return (origin) => regex.test(byHost ? origin.host : origin.domain);
}

/** Writes Access-Control-Allow-Origin and Vary; says whether every origin is allowed. */
function allowOrigin(config: Config): (headers: HeaderList, origin: string | undefined) => boolean {
  const origins = config.origins ?? [];
  if (origins.length === 0 || (origins.length === 1 && origins[0] === '*')) {
    return (headers) => (setHeader(headers, 'Access-Control-Allow-Origin', '*'), true);
  }
  const only = origins.length === 1 && /^[A-Za-z0-9.:/-]+$/.test(origins[0]!) ? origins[0] : undefined;
  if (only !== undefined) {
    return (headers) => {
      headers.push('vary', 'Origin');
      setHeader(headers, 'Access-Control-Allow-Origin', only);
      return false;
    };
  }
  const tests = origins.map((entry) => (entry === '*' ? undefined : originTest(entry)));
  return (headers, origin) => {
    headers.push('vary', 'Origin');
    if (origin && tests.includes(undefined)) {
      setHeader(headers, 'Access-Control-Allow-Origin', '*');
      return true;
    }
    const normalized = origin ? normalizeOrigin(origin) : undefined;
    if (normalized && tests.some((test) => test!(normalized)))
      setHeader(headers, 'Access-Control-Allow-Origin', normalized.domain);
    else clearHeader(headers, 'access-control-allow-origin');
    return false;
  };
}

function isPreflight(exchange: Exchange): boolean {
  return (
    exchange.method === 'OPTIONS' && !!exchange.header('origin') && !!exchange.header('access-control-request-method')
  );
}

export const cors = definePlugin({
  name: 'cors',
  priority: 2000,
  schema,
  create(config) {
    const setOrigin = allowOrigin(config);
    const setOriginAndCredentials = (headers: HeaderList, origin: string | undefined): void => {
      const anyOrigin = setOrigin(headers, origin);
      if (!config.credentials || (anyOrigin && !origin)) return;
      if (anyOrigin) {
        // A browser refuses credentials together with "*".
        headers.push('vary', 'Origin');
        setHeader(headers, 'Access-Control-Allow-Origin', origin!);
      }
      setHeader(headers, 'Access-Control-Allow-Credentials', 'true');
    };
    const methods = (config.methods ?? METHODS).join(',');

    function preflight(exchange: Exchange): void {
      const headers: HeaderList = [];
      setOriginAndCredentials(headers, exchange.header('origin'));
      const allowed = config.headers?.length
        ? config.headers.join(',')
        : exchange.header('access-control-request-headers');
      if (allowed !== undefined) headers.push('Access-Control-Allow-Headers', allowed);
      headers.push('Access-Control-Allow-Methods', methods);
      if (config.max_age != null) headers.push('Access-Control-Max-Age', String(config.max_age));
      if (config.private_network && exchange.header('access-control-request-private-network') === 'true') {
        headers.push('Access-Control-Allow-Private-Network', 'true');
      }
      exchange.exit(200, '', headers);
    }

    return {
      access(exchange) {
        if (!config.preflight_continue && isPreflight(exchange)) preflight(exchange);
      },
      headerFilter(exchange: Exchange, head: ResponseHead) {
        if (isPreflight(exchange)) return;
        const origin = exchange.header('origin');
        if (!origin && !config.allow_origin_absent) return;
        setOriginAndCredentials(head.headers, origin);
        if (config.exposed_headers?.length) {
          setHeader(head.headers, 'Access-Control-Expose-Headers', config.exposed_headers.join(','));
        }
      },
    };
  },
});
