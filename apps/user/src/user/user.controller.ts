import { Body, Controller, Get, Inject, Param, Patch, Put, Query } from '@nestjs/common';
import { CurrentUser, Roles, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { z } from 'zod';
import { RequestOrigin, type Origin } from '../auth/origin.ts';
import { ProfileChange, RoleChange, UserPage, UserQuery, UserView } from './user.schema.ts';
import { UserService } from './user.service.ts';

@Controller('v1/users')
export class UserController {
  constructor(@Inject(UserService) private readonly users: UserService) {}

  @Get('me')
  @Endpoint('Show my profile', UserView)
  me(@CurrentUser() user: User): Promise<UserView> {
    return this.users.find(user.id);
  }

  @Patch('me')
  @Endpoint('Change my profile', UserView)
  rename(@CurrentUser() user: User, @Body({ schema: ProfileChange }) body: ProfileChange): Promise<UserView> {
    return this.users.rename(user.id, body.name);
  }

  @Get()
  @Roles('admin')
  @Endpoint('List users, the newest first', UserPage)
  list(@Query({ schema: UserQuery }) query: UserQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  @Get(':id')
  @Roles('admin')
  @Endpoint('Show a user', UserView)
  find(@Param('id', { schema: z.uuid() }) id: string): Promise<UserView> {
    return this.users.find(id);
  }

  @Put(':id/roles')
  @Roles('admin')
  @Endpoint('Set the roles of a user', UserView)
  setRoles(
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: RoleChange }) body: RoleChange,
    @CurrentUser() admin: User,
    @RequestOrigin() { address }: Origin,
  ): Promise<UserView> {
    return this.users.setRoles(id, body.roles, { actorId: admin.id, address });
  }
}
