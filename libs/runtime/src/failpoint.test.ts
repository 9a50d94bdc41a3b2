import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { armedBy, failpoint, FAILPOINTS } from './failpoint.ts';

/** Runs code in a process of its own, which is what fails. */
function run(FAILPOINTS: string, code: string) {
  const module = JSON.stringify(fileURLToPath(new URL('./failpoint.ts', import.meta.url)));
  const script = `import { failpoint, armedFailpoints } from ${module}; ${code}`;
  const env = { ...process.env, FAILPOINTS };
  const flags = ['--input-type=module-typescript', '--eval', script];
  return spawnSync(process.execPath, flags, { encoding: 'utf8', env });
}

describe('a failpoint', () => {
  it('does nothing unless it is armed', () => {
    expect(failpoint('order.pay.after_call')).toBeUndefined();
    const code = `await failpoint('order.pay.after_call'); console.log('alive');`;
    expect(run('order.pay.before_call=kill', code)).toMatchObject({ stdout: 'alive\n', status: 0 });
  });

  it('kills its process at the pass that was asked for', () => {
    const code = `for (const pass of [1, 2, 3]) { console.log(pass); await failpoint('order.pay.after_call'); }`;
    expect(run('order.pay.after_call=kill', code)).toMatchObject({ stdout: '1\n', signal: 'SIGKILL' });
    expect(run('order.pay.after_call=kill@2', code)).toMatchObject({ stdout: '1\n2\n', signal: 'SIGKILL' });
  });

  it('makes each pass wait', () => {
    const pass = `await failpoint('product.commit.before_commit');`;
    const code = `const began = Date.now(); ${pass.repeat(2)} console.log(Date.now() - began);`;
    expect(Number(run('product.commit.before_commit=pause:60', code).stdout)).toBeGreaterThanOrEqual(119);
  });

  it.each(['order.pay=kill', 'order.pay.after_call', 'order.pay.after_call=crash', 'order.pay.after_call=kill@0'])(
    'is refused as %s',
    (text) => expect(() => armedBy(text)).toThrow('FAILPOINTS'),
  );

  it('of another service is refused', () => {
    const { status, stderr } = run('product.commit.before_commit=kill', `armedFailpoints('order')`);
    expect([status, stderr]).toEqual([1, expect.stringContaining('not in the service order')]);
  });

  it('has a name of its own, of one service', () => {
    expect(new Set(FAILPOINTS).size).toBe(FAILPOINTS.length);
    for (const name of FAILPOINTS) expect(name).toMatch(/^(order|product|payment)\.\w+\.(before|after)_(call|commit)$/);
  });
});
