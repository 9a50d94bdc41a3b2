import type { IncomingMessage } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProtoPackage } from '@shopmesh/contracts';
import { createLogger, traceIdOf, traceRequests } from '@shopmesh/telemetry';
import type { ServiceConfig } from './config.ts';
import { armedFailpoints } from './failpoint.ts';
import { grpcOptions } from './grpc.ts';
import { Readiness } from './health.controller.ts';
import { nestLogger } from './nest-logger.ts';
import { serveOpenApi } from './openapi.ts';
import { logRequests } from './request-log.ts';

type Module = Parameters<typeof NestFactory.create>[0];
type Service = { name: ProtoPackage; config: ServiceConfig };

/** Bytes of a request body; the gateway refuses larger ones before. */
const BODY_LIMIT = 1 << 20;
/** The longest that a stopping service waits for what it has begun; longer than any call's deadline. */
const DRAIN_MS = 12_000;

/** Builds a service without listening: HTTP on Fastify, and gRPC of the proto package of its name. */
export async function createApp(module: Module, { name, config }: Service): Promise<NestFastifyApplication> {
  const log = createLogger(name, config.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    // A connection that is still open may bring one more request: it is answered, and closed with that.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // A request's id is its trace's: one number finds it in the answer, the logs and the traces.
    genReqId: (request: IncomingMessage) => traceIdOf(request.headers),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(log),
    // Nest's would also take forms; Fastify's own takes JSON.
    bodyParser: false,
    abortOnError: false,
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  app.connectMicroservice(grpcOptions(name, `${config.HOST}:${config.GRPC_PORT}`), { inheritAppConfig: true });
  traceRequests(adapter.getInstance());
  logRequests(adapter.getInstance(), log);
  serveOpenApi(app, name);
  return app;
}

/** Runs a service until SIGTERM or SIGINT, then drains it: unready first, then no new work, then the end. */
export async function run(module: Module, service: Service): Promise<void> {
  const failpoints = armedFailpoints(service.name);
  if (failpoints.length) createLogger(service.name, 'warn').warn({ failpoints }, 'MADE TO FAIL: FAILPOINTS is set');
  const app = await createApp(module, service);
  await app.startAllMicroservices();
  await app.listen(service.config.HTTP_PORT, service.config.HOST);
  const stop = () => {
    app.get(Readiness).draining = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}
