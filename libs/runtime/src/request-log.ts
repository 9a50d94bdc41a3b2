import type { Logger } from '@shopmesh/telemetry';
import type { FastifyInstance } from 'fastify';

/** One line per answered request: the route's template, never the path or query, which may name a person. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  if (!log.isLevelEnabled('info')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!route.startsWith('/health')) {
      const ms = Math.round(reply.elapsedTime * 100) / 100;
      log.info({ method: request.method, route, status: reply.statusCode, ms, trace_id: request.id });
    }
    done();
  });
}
