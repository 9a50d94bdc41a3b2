import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from './public.ts';

/** Tells whether a service may take traffic. `checks` reject when something it cannot work without is away. */
export class Readiness {
  draining = false;
  readonly checks = new Map<string, () => Promise<unknown>>();

  /** Names of what is not well, empty when all is. */
  async failures(): Promise<string[]> {
    if (this.draining) return ['draining'];
    const results = await Promise.all(
      [...this.checks].map(([name, check]) =>
        check().then(
          () => [],
          () => [name],
        ),
      ),
    );
    return results.flat();
  }
}

/** For orchestrators; not routed through the gateway. Liveness never looks at dependencies: restarting would not cure them. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; failing: string[] }> {
    const failing = await this.readiness.failures();
    void reply.status(failing.length ? 503 : 200);
    return { status: failing.length ? 'unavailable' : 'ok', failing };
  }
}
