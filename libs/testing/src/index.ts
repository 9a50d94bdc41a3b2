/** What tests of a service stand on: a database of their own, the service on real sockets, and tokens it accepts. */
export { Browser, type Page } from './browser.ts';
export { grpcClient, SERVICE_SECRET } from './grpc-client.ts';
export { freePort, listenOnLoopback } from './loopback.ts';
export { goodToken, refusedTokens, type Signer } from './refused-tokens.ts';
export { sendRaw } from './send-raw.ts';
export { startService, type Answer, type Call, type RunningService } from './start-service.ts';
export { testDatabase, type TestDatabase } from './test-database.ts';
export { TestIssuer } from './test-issuer.ts';
