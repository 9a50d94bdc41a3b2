import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './child.ts';
import { Supervised } from './supervise.ts';

const folder = mkdtempSync(join(tmpdir(), 'supervise-'));
const log = join(folder, 'program.log');
let supervised: Supervised | undefined;
let lines: string[] = [];

function supervise(source: string): Supervised {
  lines = [];
  const script = join(folder, 'program.mjs');
  writeFileSync(script, source);
  writeFileSync(log, '');
  supervised = new Supervised({
    name: 'program',
    launch: () => startProgram({ command: [script], cwd: folder, env: {}, log }),
    isReady: () => Promise.resolve(readFileSync(log, 'utf8').includes('serving')),
    report: (line) => lines.push(line),
    onChange: () => {},
  });
  return supervised;
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 5000) throw new Error(`not within 5 s; reported: ${lines.join(' | ')}`);
    await sleep(20);
  }
}

const SERVE = `console.log('serving'); setInterval(() => {}, 1000);`;

afterEach(() => supervised?.stop());

describe('a supervised process', () => {
  it('is started again when it is killed, and that is reported', async () => {
    const process_ = supervise(SERVE);
    await process_.start();
    const first = process_.pid!;
    process.kill(first, 'SIGKILL');
    await until(() => lines.length === 2);
    expect(process_.pid).not.toBe(first);
    expect(lines[0]).toBe('program ended (SIGKILL); starting it again in 0.2 s');
    expect(lines[1]).toMatch(/^program is back after \d\.\d s \(process \d+\)$/);
  });

  it('is started again later and later while it keeps dying', async () => {
    await supervise('process.exit(3)').start();
    await until(() => lines.length === 3);
    expect(lines.map((line) => /exit code 3.* in (.*) s/.exec(line)?.[1])).toEqual(['0.2', '0.4', '0.8']);
  });

  it('is not started again once it was told to stop, not even while it waits to be', async () => {
    const process_ = supervise('process.exit(3)');
    await process_.start();
    await until(() => lines.length === 1);
    await process_.stop();
    await sleep(400);
    expect(lines).toHaveLength(1);
    expect(process_.pid).toBeUndefined();
  });

  it('finishes what it has begun when it is told to stop', async () => {
    const drain = `process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(); }, 200));`;
    const process_ = supervise(SERVE + drain);
    await process_.start();
    await until(() => readFileSync(log, 'utf8').includes('serving'));
    await process_.stop();
    expect(readFileSync(log, 'utf8')).toContain('drained');
    rmSync(folder, { recursive: true });
  });
});
