/**
 * Starts OpenTelemetry before anything else is loaded: `node --import @shopmesh/telemetry/register main.js`.
 * Does nothing unless OTEL_EXPORTER_OTLP_ENDPOINT says where to; the SDK reads the other OTEL_* variables itself
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 */
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) {
  // Loaded only when wanted: the SDK costs 40 MB and 200 ms.
  const { startTelemetry } = await import('./sdk.ts');
  startTelemetry();
}
