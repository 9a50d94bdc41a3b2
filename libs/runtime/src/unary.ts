import { Metadata, type ServiceError } from '@grpc/grpc-js';
import { firstValueFrom, type Observable } from 'rxjs';
import { fromServiceError } from './grpc-error.ts';

/** A client method as ts-proto writes it and Nest's ClientGrpc makes it. */
type UnaryMethod<Q, A> = (request: Q, metadata: Metadata, options: { deadline: number }) => Observable<A>;

/**
 * Calls a neighbour once, with a deadline: a gRPC call without one waits forever.
 * @throws the callee's own DomainError, or unavailable `<callee>.unavailable` when its outcome is unknown
 */
export async function unary<Q, A>(
  callee: string,
  deadlineMs: number,
  method: UnaryMethod<Q, A>,
  request: Q,
): Promise<A> {
  try {
    return await firstValueFrom(method(request, new Metadata(), { deadline: Date.now() + deadlineMs }));
  } catch (error) {
    throw fromServiceError(error as ServiceError, callee);
  }
}
