import { Global, Module, StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { HealthController, Readiness } from './health.controller.ts';
import { ProblemFilter } from './problem.filter.ts';
import { invalidInput } from './problem.ts';

/** What every service has: validation by schema, whitelisted answers, problem documents, health. */
@Global()
@Module({
  controllers: [HealthController],
  providers: [
    Readiness,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalidInput }) },
    {
      provide: APP_INTERCEPTOR,
      useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
      inject: [Reflector],
    },
  ],
  exports: [Readiness],
})
export class RuntimeModule {}
