import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';

/** Id of the session that the caller's access token came of; undefined where it came of none. Only behind the guard, which verifies the token. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
  const { sid } = decodeJwt(authorization.replace(/^\S+ +/, ''));
  return typeof sid === 'string' ? sid : undefined;
});
