import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { DomainError, KINDS, type ErrorKind } from './domain-error.ts';

const KIND_KEY = 'shopmesh-kind';
const CODE_KEY = 'shopmesh-code';

/** A DomainError as gRPC sends it: the status of its kind, with kind and code in the trailers. */
export function toServiceError(error: DomainError): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set(KIND_KEY, error.kind);
  metadata.set(CODE_KEY, error.code);
  return { code: KINDS[error.kind].grpc, details: error.message, message: error.message, metadata };
}

/**
 * Rebuilds the error that the other side threw. What it did not throw itself (no connection, deadline) becomes
 * `unavailable`, which says nothing about whether the call was executed.
 */
export function fromServiceError(error: ServiceError, callee: string): Error {
  const kind = error.metadata?.get(KIND_KEY)[0] as ErrorKind | undefined;
  if (kind && kind in KINDS) {
    return new DomainError(kind, String(error.metadata.get(CODE_KEY)[0]), error.details);
  }
  if (OUTCOME_UNKNOWN.has(error.code)) {
    return new DomainError('unavailable', `${callee}.unavailable`, `${callee} did not answer`, {
      retryAfterSeconds: 1,
    });
  }
  return error;
}

const OUTCOME_UNKNOWN = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
]);
