import { GrpcInstrumentation } from '@opentelemetry/instrumentation-grpc';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';

/**
 * Exports traces by OTLP to where the OTEL_* variables say, and flushes them on SIGTERM.
 * HTTP servers are traced by {@link traceRequests} instead of HttpInstrumentation, which costs 100-170 µs a request even
 * when it samples nothing.
 */
export function startTelemetry(): NodeSDK {
  const sdk = new NodeSDK({
    instrumentations: [
      new GrpcInstrumentation(),
      // Pool housekeeping and migrations have no parent: they would be thousands of traces of one span.
      new PgInstrumentation({ requireParentSpan: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
    ],
  });
  sdk.start();
  process.once('beforeExit', () => void sdk.shutdown());
  return sdk;
}
