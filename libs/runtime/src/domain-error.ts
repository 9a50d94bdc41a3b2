import { status } from '@grpc/grpc-js';

/** What may go wrong by a caller's doing or a neighbour's absence. This is the one table from kinds to HTTP and gRPC. */
export const KINDS = {
  invalid: { http: 400, grpc: status.INVALID_ARGUMENT, title: 'Bad Request' },
  unauthenticated: { http: 401, grpc: status.UNAUTHENTICATED, title: 'Unauthorized' },
  declined: { http: 402, grpc: status.FAILED_PRECONDITION, title: 'Payment Required' },
  forbidden: { http: 403, grpc: status.PERMISSION_DENIED, title: 'Forbidden' },
  not_found: { http: 404, grpc: status.NOT_FOUND, title: 'Not Found' },
  conflict: { http: 409, grpc: status.FAILED_PRECONDITION, title: 'Conflict' },
  stale: { http: 412, grpc: status.ABORTED, title: 'Precondition Failed' },
  too_large: { http: 413, grpc: status.INVALID_ARGUMENT, title: 'Content Too Large' },
  unsupported: { http: 415, grpc: status.INVALID_ARGUMENT, title: 'Unsupported Media Type' },
  mismatch: { http: 422, grpc: status.FAILED_PRECONDITION, title: 'Unprocessable Content' },
  exhausted: { http: 429, grpc: status.RESOURCE_EXHAUSTED, title: 'Too Many Requests' },
  internal: { http: 500, grpc: status.INTERNAL, title: 'Internal Server Error' },
  unavailable: { http: 503, grpc: status.UNAVAILABLE, title: 'Service Unavailable' },
} as const;

export type ErrorKind = keyof typeof KINDS;

/** One fault of one field; `path` is dotted, as in `items.0.quantity`. */
export type FieldError = { path: string; message: string };

/** What a problem document says beyond its kind. */
export type ErrorDetails = {
  errors?: FieldError[];
  /** Seconds after which trying again may help; answers with `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further members of the problem document, as in `{ orderId }` (RFC 9457, section 3.2). */
  extra?: Readonly<Record<string, string>>;
};

/** What a caller can cause or must handle. `code` is `noun.problem` and is part of the public contract. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
