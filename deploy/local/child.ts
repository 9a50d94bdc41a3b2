import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Environment } from './environment.ts';
import { tail } from './logs.ts';
import { StartFailure } from './start-failure.ts';
import type { Running } from './supervise.ts';

/** A bit longer than a service gives itself to drain. */
const DRAIN_MS = 15_000;

export interface Program {
  /** Flags of Node, a file, and its arguments. */
  command: readonly string[];
  cwd: string;
  env: Environment;
  /** Both its outputs are appended to this file. */
  log: string;
}

/** Starts a program that is to stay. */
export function startProgram(program: Program): Running {
  const child = spawnProgram(program);
  const exited = exitOf(child);
  return {
    pid: child.pid!,
    exited,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
      await exited;
      clearTimeout(late);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Runs a program to its end. @throws StartFailure with the end of its log when that is not a success */
export async function runProgram(what: string, program: Program, signal: AbortSignal): Promise<void> {
  const child = spawnProgram(program);
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  const reason = await exitOf(child);
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
  if (reason !== 'exit code 0') throw new StartFailure(`${what} failed (${reason}):\n${tail(program.log, 20)}`);
}

function spawnProgram({ command, cwd, env, log }: Program): ChildProcess {
  const output = openSync(log, 'a');
  const preload = new URL('die-with-parent.mjs', import.meta.url).href;
  const child = spawn(process.execPath, [`--import=${preload}`, ...command], {
    cwd,
    env,
    stdio: ['ignore', output, output, 'ipc'],
    // Its own session: Ctrl-C in the terminal is for the launcher, which stops the processes in order.
    detached: true,
  });
  closeSync(output);
  return child;
}

/** Resolves with how the process ended; a program that cannot be run ends at once. */
function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
