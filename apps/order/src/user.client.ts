import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { user as proto } from '@shopmesh/contracts';
import { DomainError, unary } from '@shopmesh/runtime';

export const USER_CLIENT = Symbol('user gRPC');

const DEADLINE_MS = 1000;

/** User, as Order needs it. */
@Injectable()
export class UserClient {
  readonly #user: proto.UserServiceClient;

  constructor(@Inject(USER_CLIENT) client: ClientGrpc) {
    this.#user = client.getService(proto.USER_SERVICE_NAME);
  }

  /** How to reach somebody, or undefined when they are no longer known. @throws unavailable `user.unavailable` */
  async find(userId: string): Promise<{ email: string; name: string } | undefined> {
    try {
      return await unary('user', DEADLINE_MS, (...options) => this.#user.getUser({ userId }, ...options));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return undefined;
      throw error;
    }
  }
}
