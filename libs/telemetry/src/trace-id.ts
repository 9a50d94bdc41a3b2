import { randomUUID } from 'node:crypto';
import { trace } from '@opentelemetry/api';

/** version "00", 16 bytes of trace id, 8 of parent id, flags: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace that a request belongs to: the active span's, else the caller's by W3C Trace Context, else a new one. */
export function traceIdOf(headers: Record<string, string | string[] | undefined>): string {
  const active = trace.getActiveSpan()?.spanContext().traceId;
  if (active) return active;
  const parent = headers['traceparent'];
  const match = typeof parent === 'string' ? TRACEPARENT.exec(parent) : null;
  return match?.[1] ?? randomUUID().replaceAll('-', '');
}
