import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { target } from './target.ts';

it('has a tour that ends in a confirmed order when it is pasted', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, tour] = /<!-- tour:[^]*?```sh\n([^]*?)```/.exec(readme) ?? [];
  const script = tour?.replace(/^SHOP=.*$/m, `SHOP=${target().baseUrl}`);
  const { stdout } = await promisify(execFile)('bash', ['-c', script ?? 'false'], { timeout: 30_000 });
  const [order, events] = stdout.trim().split('\n').slice(-2);
  expect(JSON.parse(order ?? '')).toMatchObject({ status: 'CONFIRMED', items: [{ quantity: 2 }] });
  expect(JSON.parse(events ?? '').items.at(-1)).toMatchObject({ type: 'confirmed' });
});
