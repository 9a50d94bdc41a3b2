import { Controller, Inject } from '@nestjs/common';
import { user as proto } from '@shopmesh/contracts';
import { validMessage } from '@shopmesh/runtime';
import { z } from 'zod';
import { UserService } from './user.service.ts';

const GetUser = z.object({ userId: z.uuid() });

/** What other services call. */
@Controller()
@proto.UserServiceControllerMethods()
export class UserGrpc implements proto.UserServiceController {
  constructor(@Inject(UserService) private readonly users: UserService) {}

  async getUser(request: proto.GetUserRequest): Promise<proto.GetUserResponse> {
    const { id, email, name } = await this.users.find(validMessage(GetUser, request).userId);
    return { userId: id, email, name };
  }
}
