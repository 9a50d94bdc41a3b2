import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { originOf } from '../auth/origin.ts';
import { AuditTrail } from './audit-trail.ts';

/** Records who was refused what: every answer of 403, whatever gave it. */
@Injectable()
export class Refusals implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance<FastifyInstance>().addHook('onSend', async (request, reply) => {
      if (reply.statusCode === 403) await this.#record(request);
    });
  }

  async #record(request: FastifyRequest): Promise<void> {
    const [userId, { address }] = [callerOf(request), originOf(request)];
    const data = { method: request.method, route: request.routeOptions.url };
    await this.trail.record({ type: 'access.refused', userId, address, data });
  }
}

/** A token that is refused a route was verified before; that of a client without a user names nobody. */
function callerOf({ headers }: FastifyRequest): string | undefined {
  try {
    return z.uuid().safeParse(decodeJwt((headers.authorization ?? '').replace(/^\S+ +/, '')).sub).data;
  } catch {
    return undefined;
  }
}
