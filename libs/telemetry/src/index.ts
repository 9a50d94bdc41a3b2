export { createLogger, type Logger } from './logger.ts';
export { traceIdOf } from './trace-id.ts';
export { traceRequests } from './trace-requests.ts';
