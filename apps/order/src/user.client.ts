import { Inject, Injectable } from '@nestjs/common';
import type { ClientGrpc } from '@nestjs/microservices';
import { user as proto } from '@shopmesh/contracts';
import { unary } from '@shopmesh/runtime';

export const USER_CLIENT = Symbol('user gRPC');

const DEADLINE_MS = 1000;

export type Addressee = { email: string; name: string };

/** User, as Order needs it. */
@Injectable()
export class UserClient {
  readonly #user: proto.UserServiceClient;

  constructor(@Inject(USER_CLIENT) client: ClientGrpc) {
    this.#user = client.getService(proto.USER_SERVICE_NAME);
  }

  /** How to reach people, by their ids; those who are no longer known are missing. @throws unavailable `user.unavailable` */
  async find(userIds: readonly string[]): Promise<Map<string, Addressee>> {
    const { users } = await unary('user', DEADLINE_MS, (...options) =>
      this.#user.getUsers({ userIds: [...new Set(userIds)] }, ...options),
    );
    return new Map(users.map(({ userId, email, name }) => [userId, { email, name }]));
  }
}
