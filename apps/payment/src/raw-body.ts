import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import { DomainError } from '@shopmesh/runtime';
import type { FastifyInstance } from 'fastify';

/** An event with its objects is a few KB. */
const MAX_RAW_BYTES = 64 * 1024;

/** The body of this route is a Buffer with the bytes that came: a signature is over them, not over what they mean. */
export const RawBody = (): MethodDecorator => RouteConfig({ rawBody: true });

/** Makes {@link RawBody} work; the JSON of every other route is parsed as before. */
@Injectable()
export class RawBodies implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    const parseJson = fastify.getDefaultJsonParser('error', 'error');
    fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const config = request.routeOptions.config as { rawBody?: boolean };
      if (!config.rawBody) return void parseJson(request, body.toString(), done);
      if (body.length <= MAX_RAW_BYTES) return done(null, body);
      done(new DomainError('too_large', 'request.too_large', 'the body is too large'));
    });
  }
}
