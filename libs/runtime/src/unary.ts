import { Metadata, type ServiceError } from '@grpc/grpc-js';
import { firstValueFrom, type Observable } from 'rxjs';
import { fromServiceError } from './grpc-error.ts';

/** What a client method takes after its request. `deadline` is an instant, in ms since 1970. */
type CallOptions = [metadata: Metadata, options: { deadline: number }];

/**
 * Calls a neighbour once, with a deadline (a gRPC call without one waits forever). A neighbour that restarts is waited for:
 * `unary('product', 1000, (...options) => product.commit({ orderId }, ...options))`.
 * @throws the callee's own DomainError, or unavailable `<callee>.unavailable` when its outcome is unknown
 */
export async function unary<A>(
  callee: string,
  deadlineMs: number,
  call: (...options: CallOptions) => Observable<A>,
): Promise<A> {
  try {
    return await firstValueFrom(call(new Metadata({ waitForReady: true }), { deadline: Date.now() + deadlineMs }));
  } catch (error) {
    throw fromServiceError(error as ServiceError, callee);
  }
}
