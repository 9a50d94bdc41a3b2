import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

it('runs as a process that is ready once it listens, and ends on SIGTERM even while it holds a call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'provider-'));
  const env = { HTTP_PORT: '0', LOG_FILE: join(folder, 'provider.log') };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const held = fetch(`${url}/v1/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    body: JSON.stringify({ reference: 'p', amount: 1, currency: 'EUR', source: 'tok_timeout_after_charge' }),
  });
  const cut = expect(held).rejects.toThrow('fetch failed');
  while (!(await (await fetch(`${url}/v1/charges?reference=p`)).text()).includes('succeeded'));
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await cut;
  rmSync(folder, { recursive: true });
});

it('names every setting that is missing', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = (await child.stderr.toArray()).join('');
  expect(said).toMatch(/HTTP_PORT/);
  expect(said).toMatch(/LOG_FILE/);
});
