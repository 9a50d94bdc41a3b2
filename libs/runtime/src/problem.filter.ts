import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { createLogger } from '@shopmesh/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import type { DomainError } from './domain-error.ts';
import { toServiceError } from './grpc-error.ts';
import { toDomainError, toProblem } from './problem.ts';

const log = createLogger('errors', process.env['LOG_LEVEL'] ?? 'info');

/** Answers every error of a service: a problem document over HTTP, a status with the code in its trailers over gRPC. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): Observable<never> | void {
    const error = toDomainError(thrown);
    if (error.kind === 'internal') log.error({ err: thrown }, 'unexpected error');
    if (host.getType() === 'rpc') return throwError(() => toServiceError(error));
    answer(error, host.switchToHttp().getRequest(), host.switchToHttp().getResponse());
  }
}

function answer(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const problem = toProblem(error, request.id);
  if (error.kind === 'unauthenticated') void reply.header('www-authenticate', challenge(error));
  if (error.details.retryAfterSeconds) void reply.header('retry-after', String(error.details.retryAfterSeconds));
  void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
}

/** RFC 6750, section 3: no error code when the request had no token at all. */
function challenge(error: DomainError): string {
  const realm = 'Bearer realm="shopmesh"';
  return error.code === 'token.missing' ? realm : `${realm}, error="invalid_token"`;
}
