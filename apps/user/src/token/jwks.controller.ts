import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Database } from '@shopmesh/database';
import { Endpoint, Public } from '@shopmesh/runtime';
import { z } from 'zod';
import { publishedKeys } from './signing-key.ts';

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
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('jwks')
  @Header('cache-control', 'public, max-age=300')
  @Endpoint('List the keys that tokens are signed with', Jwks)
  async keys(): Promise<unknown> {
    return { keys: await publishedKeys(this.database) };
  }
}
