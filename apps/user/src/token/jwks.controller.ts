import { Controller, Get, Inject, Res } from '@nestjs/common';
import { Endpoint, Public } from '@shopmesh/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SigningKeys } from './signing-keys.ts';

/** RFC 7517; of each key only what makes it public. */
const Jwks = z
  .object({
    keys: z.array(
      z.object({ kid: z.string(), kty: z.string(), use: z.string(), alg: z.string(), n: z.string(), e: z.string() }),
    ),
  })
  .meta({ id: 'Jwks' });

@Public()
@Controller('oauth')
export class JwksController {
  constructor(@Inject(SigningKeys) private readonly keys: SigningKeys) {}

  @Get('jwks')
  @Endpoint('List the keys that tokens are signed with', Jwks)
  list(@Res({ passthrough: true }) reply: FastifyReply): unknown {
    reply.header('cache-control', `public, max-age=${this.keys.cacheSeconds}`);
    return { keys: this.keys.published() };
  }
}
