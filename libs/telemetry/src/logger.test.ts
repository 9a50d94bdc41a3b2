import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { traceIdOf } from './trace-id.ts';

/** Runs code in a process of its own, since a log goes to stdout. */
function logged(code: string): string {
  const logger = fileURLToPath(new URL('./logger.ts', import.meta.url));
  const script = `import { createLogger } from ${JSON.stringify(logger)}; const log = createLogger('test', 'info'); ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

it('writes JSON lines that name the service', () => {
  expect(JSON.parse(logged(`log.info({ orderId: 'o' }, 'done')`))).toMatchObject({
    service: 'test',
    level: 'info',
    msg: 'done',
  });
});

it.each(['password', 'authorization', 'token', 'refreshToken', 'email'])('never writes a %s, however deep', (key) => {
  const line = logged(`log.info({ ${key}: 'hunter2', a: { ${key}: 'hunter2', b: { ${key}: 'hunter2' } } })`);
  expect(line).toContain('[redacted]');
  expect(line).not.toContain('hunter2');
});

it('continues the trace of a caller by W3C Trace Context', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  expect(traceIdOf({ traceparent })).toBe('0af7651916cd43dd8448eb211c80319c');
});

it.each([undefined, 'x', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])(
  'begins a trace when the caller sends %p',
  (traceparent) => {
    expect(traceIdOf({ traceparent })).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  },
);
