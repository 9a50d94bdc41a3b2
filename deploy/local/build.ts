import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { StartFailure } from './start-failure.ts';

/** Compiles what has changed since the last time. @throws StartFailure with what the compiler says */
export async function build(root: string, signal: AbortSignal): Promise<void> {
  const compiler = spawn(process.execPath, [join(root, 'node_modules/tsgo/bin/tsc'), '-b'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => compiler.kill();
  signal.addEventListener('abort', end);
  let output = '';
  for (const stream of [compiler.stdout, compiler.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((done) => compiler.on('error', (error) => done(error.message)).on('close', done));
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (code !== 0) throw new StartFailure(`The build failed:\n${output.split('\n').slice(0, 30).join('\n')}`);
}
