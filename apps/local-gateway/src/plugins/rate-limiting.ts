import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { setHeader } from '../header-list.ts';
import { definePlugin } from './plugin.ts';

/** Lengths in seconds as Kong has them: a month is 30 days, a year 365. */
const WINDOW_SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, month: 2_592_000, year: 31_536_000 } as const;
type Period = keyof typeof WINDOW_SECONDS;
const PERIODS = Object.keys(WINDOW_SECONDS) as Period[];

const limit = z.number().positive().nullish();

const schema = z
  .strictObject({
    second: limit,
    minute: limit,
    hour: limit,
    day: limit,
    month: limit,
    year: limit,
    limit_by: z.enum(['consumer', 'credential', 'ip', 'service', 'header', 'path']).default('consumer'),
    header_name: z.string().min(1).nullish(),
    path: z.string().startsWith('/').nullish(),
    policy: z.literal('local', 'only "local" is supported').default('local'),
    fault_tolerant: z.boolean().default(true),
    hide_client_headers: z.boolean().default(false),
    error_code: z.number().positive().default(429),
    error_message: z.string().default('API rate limit exceeded'),
    sync_rate: z.literal(-1, 'can only be used with the redis policy').default(-1),
  })
  .superRefine((config, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const given = PERIODS.filter((period) => config[period] != null);
    if (given.length === 0) problem(`needs one of ${PERIODS.join(', ')}`);
    given.forEach((period, i) => {
      const shorter = given.slice(0, i).find((other) => config[other]! > config[period]!);
      if (shorter) problem(`the limit for ${period} cannot be lower than the limit for ${shorter}`);
    });
    if (config.limit_by === 'header' && !config.header_name) problem('limit_by "header" needs header_name');
    if (config.limit_by === 'path' && !config.path) problem('limit_by "path" needs path');
  });

type Config = z.infer<typeof schema>;

/** Start of the window that `now` lies in, milliseconds UTC. */
function windowStart(period: Period, now: number): number {
  if (period === 'month' || period === 'year') {
    const date = new Date(now);
    return Date.UTC(date.getUTCFullYear(), period === 'year' ? 0 : date.getUTCMonth());
  }
  const length = WINDOW_SECONDS[period] * 1000;
  return now - (now % length);
}

/** Falls back to the address when what is counted by is absent. */
function identifierOf(config: Config): (exchange: Exchange) => string {
  const header = config.header_name?.toLowerCase() ?? '';
  const by: Record<Config['limit_by'], (exchange: Exchange) => string | undefined> = {
    ip: () => undefined,
    service: (exchange) => exchange.route?.service?.id,
    consumer: (exchange) => exchange.consumer?.id ?? exchange.credential?.id,
    credential: (exchange) => exchange.credential?.id,
    header: (exchange) => exchange.header(header),
    path: (exchange) => (exchange.rawPath === config.path ? exchange.rawPath : undefined),
  };
  const find = by[config.limit_by];
  return (exchange) => find(exchange) ?? exchange.clientIp;
}

export const rateLimiting = definePlugin({
  name: 'rate-limiting',
  priority: 910,
  schema,
  create(config, { scope, runtime }) {
    const { counters, clock, limitFactor } = runtime;
    const identify = identifierOf(config);
    const scopeKey = `${scope.routeId ?? ''}:${scope.serviceId ?? ''}:`;
    const limits = PERIODS.filter((period) => config[period] != null).map((period) => {
      const title = period[0]!.toUpperCase() + period.slice(1);
      return {
        period,
        limit: config[period]! * limitFactor,
        seconds: WINDOW_SECONDS[period],
        limitHeader: `X-RateLimit-Limit-${title}`,
        remainingHeader: `X-RateLimit-Remaining-${title}`,
      };
    });

    return {
      access(exchange) {
        const now = Math.floor(clock.now() / 1000) * 1000;
        const key = scopeKey + identify(exchange);
        const usage = limits.map((entry) => {
          const window = windowStart(entry.period, now);
          return { ...entry, window, left: entry.limit - counters.get(`${key}:${entry.period}`, window) };
        });
        const stop = usage.findLast((entry) => entry.left <= 0);
        const headers = exchange.responseHeaders;

        if (!config.hide_client_headers) {
          let tightest: { limit: number; seconds: number; remaining: number; window: number } | undefined;
          for (const entry of usage) {
            // A refused request uses up nothing in the windows that would have let it pass.
            const remaining = Math.max(0, stop === undefined || stop === entry ? entry.left - 1 : entry.left);
            setHeader(headers, entry.limitHeader, String(entry.limit));
            setHeader(headers, entry.remainingHeader, String(remaining));
            if (
              !tightest ||
              remaining < tightest.remaining ||
              (remaining === tightest.remaining && entry.seconds > tightest.seconds)
            ) {
              tightest = { limit: entry.limit, seconds: entry.seconds, remaining, window: entry.window };
            }
          }
          const reset = String(Math.max(1, tightest!.seconds - Math.floor((now - tightest!.window) / 1000)));
          setHeader(headers, 'RateLimit-Limit', String(tightest!.limit));
          setHeader(headers, 'RateLimit-Remaining', String(tightest!.remaining));
          setHeader(headers, 'RateLimit-Reset', reset);
          if (stop) setHeader(headers, 'Retry-After', reset);
        }
        if (stop) return exchange.fail(config.error_code, config.error_message);
        for (const entry of usage) counters.increment(`${key}:${entry.period}`, entry.window);
      },
    };
  },
});
