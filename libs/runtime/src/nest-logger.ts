import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@shopmesh/telemetry';

/** Nest's own messages as log lines; its start-up chatter is kept for LOG_LEVEL=debug. */
export function nestLogger(log: Logger): LoggerService {
  const write =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...rest: unknown[]) =>
      log[level]({ context: rest.at(-1), ...(message instanceof Error && { err: message }) }, String(message));
  return {
    log: write('debug'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    debug: write('debug'),
  };
}
