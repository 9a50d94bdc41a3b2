import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { definePlugin } from './plugin.ts';
import { decodeArguments } from './request-body.ts';

const DEFAULT_MESSAGES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  404: 'Not found',
  405: 'Method not allowed',
  500: 'An unexpected error occurred',
  502: 'Bad Gateway',
  503: 'Service unavailable',
};

const schema = z
  .strictObject({
    status_code: z.int().min(100).max(599).default(503),
    message: z.string().nullish(),
    content_type: z.string().nullish(),
    body: z.string().nullish(),
    echo: z.boolean().default(false),
    trigger: z.string().min(1).nullish(),
  })
  .superRefine((config, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    if (config.message && (config.content_type || config.body))
      problem('message cannot be used with content_type or body');
    if (config.content_type && !config.body) problem('content_type requires a body');
    if (config.echo && (config.content_type || config.body)) problem('echo cannot be used with content_type and body');
  });

const nodeId = randomUUID();

function describe(exchange: Exchange, body: string, message: string | undefined): unknown {
  const headers: Record<string, string> = {};
  for (let i = 0; i < exchange.headers.length; i += 2)
    headers[exchange.headers[i]!.toLowerCase()] ??= exchange.headers[i + 1]!;
  const { route, captures } = exchange;
  return {
    message,
    kong: { node_id: nodeId, worker_pid: process.pid, hostname: hostname() },
    request: {
      scheme: 'http',
      host: headers['host']?.replace(/:\d+$/, ''),
      port: exchange.request.socket.localPort,
      headers,
      query: decodeArguments(exchange.query.slice(1)),
      raw_body: body,
      method: exchange.method,
      path: exchange.rawPath,
      uri_captures: { named: captures, unnamed: [] },
    },
    matched_route: { id: route?.id, name: route?.name, paths: route?.paths },
    matched_service: { id: route?.service?.id, name: route?.service?.name, host: route?.service?.host },
  };
}

export const requestTermination = definePlugin({
  name: 'request-termination',
  priority: 2,
  schema,
  create(config) {
    const { status_code: status, trigger } = config;
    const message = config.message ?? DEFAULT_MESSAGES[status];
    return {
      access(exchange) {
        if (trigger && exchange.header(trigger.toLowerCase()) === undefined && !exchange.queryParameters().has(trigger))
          return;
        if (config.echo) {
          return exchange
            .readBody()
            .then((body) => exchange.exitJson(status, describe(exchange, body.toString(), message)));
        }
        if (config.body != null)
          return exchange.exit(status, config.body, config.content_type ? ['Content-Type', config.content_type] : []);
        if (message === undefined) return exchange.exit(status);
        exchange.exitJson(status, { message });
      },
    };
  },
});
