import { Controller, Delete, Get, Inject, Param, Query } from '@nestjs/common';
import { CurrentUser, type User } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { z } from 'zod';
import { CurrentSession } from './current-session.ts';
import { LiveSessions } from './live-sessions.ts';
import { SessionPage, SessionQuery } from './session.schema.ts';

@Controller('v1/users/me/sessions')
export class SessionController {
  constructor(@Inject(LiveSessions) private readonly sessions: LiveSessions) {}

  @Get()
  @Endpoint('List where I am signed in, the newest first', SessionPage)
  list(
    @CurrentUser() user: User,
    @CurrentSession() current: string | undefined,
    @Query({ schema: SessionQuery }) query: SessionQuery,
  ): Promise<SessionPage> {
    return this.sessions.list(user.id, query, current);
  }

  @Delete()
  @Endpoint('Sign out everywhere else')
  endOthers(@CurrentUser() user: User, @CurrentSession() current: string | undefined): Promise<void> {
    return this.sessions.endOthers(user.id, current);
  }

  @Delete(':id')
  @Endpoint('Sign out there')
  end(@CurrentUser() user: User, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.sessions.end(user.id, id);
  }
}
