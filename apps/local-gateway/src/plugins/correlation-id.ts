import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { setHeader } from '../header-list.ts';
import { definePlugin } from './plugin.ts';

const schema = z.strictObject({
  header_name: z.string().min(1).default('Kong-Request-ID'),
  generator: z.enum(['uuid', 'uuid#counter', 'tracker']).default('uuid#counter'),
  echo_downstream: z.boolean().default(false),
});

const processUuid = randomUUID();
let counter = 0;
let connections = 0;
const connectionNumbers = new WeakMap<object, { serial: number; requests: number }>();

/** Address, port, process, connection, request on it, time: unique without randomness. */
function tracker(exchange: Exchange, now: number): string {
  const { socket } = exchange.request;
  let connection = connectionNumbers.get(socket);
  if (!connection) connectionNumbers.set(socket, (connection = { serial: ++connections, requests: 0 }));
  connection.requests += 1;
  return `${socket.localAddress}-${socket.localPort}-${process.pid}-${connection.serial}-${connection.requests}-${(now / 1000).toFixed(3)}`;
}

export const correlationId = definePlugin({
  name: 'correlation-id',
  priority: 100_001,
  schema,
  create(config, { runtime }) {
    const name = config.header_name;
    const lower = name.toLowerCase();
    const generate = (exchange: Exchange): string => {
      if (config.generator === 'uuid') return randomUUID();
      if (config.generator === 'uuid#counter') return `${processUuid}#${++counter}`;
      return tracker(exchange, runtime.clock.now());
    };
    return {
      access(exchange) {
        if (!exchange.header(lower)) exchange.setHeader(name, generate(exchange));
      },
      headerFilter: config.echo_downstream
        ? (exchange, head) => setHeader(head.headers, name, exchange.header(lower) || generate(exchange))
        : undefined,
    };
  },
});
