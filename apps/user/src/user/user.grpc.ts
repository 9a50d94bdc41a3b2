import { Controller, Inject } from '@nestjs/common';
import { Callers } from '@shopmesh/auth';
import { user as proto } from '@shopmesh/contracts';
import { validMessage } from '@shopmesh/runtime';
import { z } from 'zod';
import { UserService } from './user.service.ts';

const GetUsers = z.object({ userIds: z.array(z.uuid()).max(100) });

/** What other services call. */
@Controller()
@Callers('order')
@proto.UserServiceControllerMethods()
export class UserGrpc implements proto.UserServiceController {
  constructor(@Inject(UserService) private readonly users: UserService) {}

  async getUsers(request: proto.GetUsersRequest): Promise<proto.GetUsersResponse> {
    const users = await this.users.findAll(validMessage(GetUsers, request).userIds);
    return { users: users.map(({ id, email, name }) => ({ userId: id, email, name })) };
  }
}
