/** What every service needs to run: configuration, errors, validation, health, and the two servers. */
export { CALLER_TOKEN, callerOf, callerTokens } from './caller-token.ts';
export { loadConfig, serviceShape, type ServiceConfig } from './config.ts';
export { DomainError, KINDS, type ErrorDetails, type ErrorKind, type FieldError } from './domain-error.ts';
export { Endpoint } from './endpoint.ts';
export { failpoint, FAILPOINTS, type Failpoint } from './failpoint.ts';
export { grpcClientOptions, grpcOptions, type Caller } from './grpc.ts';
export { fromServiceError, toServiceError } from './grpc-error.ts';
export { HealthController, Readiness } from './health.controller.ts';
export { describeApi, openApiOf } from './openapi.ts';
export { Problem, invalidInput, toDomainError, toProblem } from './problem.ts';
export { ProblemFilter } from './problem.filter.ts';
export { Public, PUBLIC } from './public.ts';
export { createApp, run } from './run.ts';
export { RuntimeModule } from './runtime.module.ts';
export { Sweep } from './sweep.ts';
export { unary } from './unary.ts';
export { validMessage } from './valid-message.ts';
