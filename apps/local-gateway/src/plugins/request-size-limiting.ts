import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { definePlugin } from './plugin.ts';

const UNIT_BYTES = { bytes: 1, kilobytes: 1024, megabytes: 1024 * 1024 } as const;

const schema = z.strictObject({
  allowed_payload_size: z.int().default(128),
  size_unit: z.enum(['megabytes', 'kilobytes', 'bytes']).default('megabytes'),
  require_content_length: z.boolean().default(false),
});

export const requestSizeLimiting = definePlugin({
  name: 'request-size-limiting',
  priority: 951,
  schema,
  create(config) {
    const allowedBytes = config.allowed_payload_size * UNIT_BYTES[config.size_unit];

    function check(exchange: Exchange, bytes: number): void {
      if (bytes <= allowedBytes) return;
      const waits = exchange.header('expect')?.trim().toLowerCase() === '100-continue';
      exchange.fail(waits ? 417 : 413, 'Request size limit exceeded');
    }

    return {
      access(exchange) {
        const length = Number(exchange.header('content-length') ?? NaN);
        if (!Number.isNaN(length)) return check(exchange, length);
        if (config.require_content_length && exchange.header('transfer-encoding') !== 'chunked') {
          return exchange.fail(411, 'A valid Content-Length header is required');
        }
        if (!exchange.hasBody) return;
        return exchange.readBody().then((body) => check(exchange, body.length));
      },
    };
  },
});
