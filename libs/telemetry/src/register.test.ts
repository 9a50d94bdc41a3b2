import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

const register = fileURLToPath(new URL('./register.ts', import.meta.url));
const WORK = `
  import { trace } from '@opentelemetry/api';
  trace.getTracer('test').startSpan('a piece of work').end();
  console.log(Object.keys(globalThis[Symbol.for('opentelemetry.js.api.1')] ?? {}).includes('trace'));
`;

/** Runs a process with telemetry registered. @returns what it printed */
async function run(env: Record<string, string>): Promise<string> {
  const flags = ['--conditions=@shopmesh/source', `--import=${register}`, '--input-type=module', '--eval', WORK];
  const child = spawn(process.execPath, flags, {
    env: { PATH: process.env['PATH'], ...env },
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr.on('data', (text: Buffer) => (printed += text.toString()));
  await once(child, 'close');
  return printed.trim();
}

it('is off unless an endpoint is configured', async () => {
  expect(await run({})).toBe('false');
});

it('exports spans by OTLP to the endpoint', async () => {
  const bodies: Buffer[] = [];
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(Buffer.concat(chunks));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const printed = await run({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_SERVICE_NAME: 'test',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  });
  collector.close();
  expect(printed).toBe('true');
  expect(Buffer.concat(bodies).toString()).toContain('a piece of work');
});
