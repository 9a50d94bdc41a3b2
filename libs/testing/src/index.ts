/** What tests of a service stand on: a database of their own, the service on real sockets, and tokens it accepts. */
export { grpcClient } from './grpc-client.ts';
export { freePort, listenOnLoopback } from './loopback.ts';
export { startService, type Answer, type Call, type RunningService } from './start-service.ts';
export { testDatabase, type TestDatabase } from './test-database.ts';
export { TestIssuer } from './test-issuer.ts';
