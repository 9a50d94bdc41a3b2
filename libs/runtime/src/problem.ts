import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { DomainError, KINDS, type ErrorKind, type FieldError } from './domain-error.ts';

/** A problem document, `application/problem+json` (RFC 9457), with the shop's `code` and `traceId`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ example: 'order.out_of_stock' }),
    traceId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Writes an error as the document that a client sees. */
export function toProblem(error: DomainError, traceId: string): Problem {
  const { http, title } = KINDS[error.kind];
  const { errors, extra } = error.details;
  const type = `urn:shopmesh:problem:${error.code}`;
  return {
    ...extra,
    type,
    title,
    status: http,
    detail: error.message,
    code: error.code,
    traceId,
    ...(errors && { errors }),
  };
}

/** What a failed schema becomes: 400 that names every field at fault. */
export function invalidInput(issues: readonly StandardSchemaV1.Issue[]): DomainError {
  const errors = issues.flatMap(fieldErrors).slice(0, MAX_FIELD_ERRORS);
  const first = errors[0];
  const detail = first ? `${first.path || 'the input'}: ${first.message}` : 'the input is not valid';
  return new DomainError('invalid', 'request.invalid', detail, { errors });
}

/** Any error as a DomainError: frameworks' own by their HTTP status, everything else as an internal one without details. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  const kind = KIND_BY_STATUS.get(status) ?? (status >= 400 && status < 500 ? 'invalid' : 'internal');
  if (kind === 'internal') return new DomainError('internal', 'server.error', 'something went wrong on our side');
  const code = kind === 'not_found' ? 'route.not_found' : `request.${kind}`;
  return new DomainError(kind, code, (error as Error).message);
}

const MAX_FIELD_ERRORS = 50;
const KIND_BY_STATUS = new Map(Object.entries(KINDS).map(([kind, { http }]) => [http as number, kind as ErrorKind]));

/** zod names unknown members in the message of their object; a client looks for them by path. */
function fieldErrors(issue: StandardSchemaV1.Issue & { keys?: unknown }): FieldError[] {
  const path = pathOf(issue);
  if (!Array.isArray(issue.keys)) return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : String(key), message: 'is not known here' }));
}

function statusOf(error: unknown): number {
  const { statusCode, status } = (error ?? {}) as { statusCode?: unknown; status?: unknown };
  if (typeof statusCode === 'number') return statusCode;
  return typeof status === 'number' ? status : 500;
}

function pathOf(issue: StandardSchemaV1.Issue): string {
  return (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}
