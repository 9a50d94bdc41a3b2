import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROTATE_BYTES = 10 * 1024 * 1024;
const LOOK_MS = 1000;
const LONGEST_LINE = 160;

/** The log file of a process; a big one of earlier runs is set aside as `<name>.log.1`. */
export function logFile(dataDir: string, name: string): string {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  if (existsSync(file) && statSync(file).size > ROTATE_BYTES) renameSync(file, `${file}.1`);
  closeSync(openSync(file, 'a'));
  return file;
}

/** The last lines of a file. */
export function tail(file: string, lines: number): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}

/**
 * Reports each error that a process writes to its log from now on, in one line. Processes write to their files
 * themselves, so that a busy log costs the launcher nothing but a look each second.
 * @returns a function that ends it
 */
export function watchErrors(file: string, report: (line: string) => void): () => void {
  let seen = statSync(file).size;
  const timer = setInterval(() => {
    const size = statSync(file).size;
    if (size === seen) return;
    const errors = errorsIn(read(file, seen, size));
    seen = size;
    if (errors.length === 0) return;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more in ${file})` : '';
    report(`${errors[0]}${more}`);
  }, LOOK_MS).unref();
  return () => clearInterval(timer);
}

/** What the lines of level error and fatal say, in a text of JSON lines. */
export function errorsIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => /"level":"(error|fatal)"/.test(line));
  return lines.map(summary).filter((line) => line !== undefined);
}

function summary(line: string): string | undefined {
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    const parts = [...new Set([msg, err?.message])].filter(Boolean);
    return parts.join(': ').replaceAll(/\s+/g, ' ').slice(0, LONGEST_LINE);
  } catch {
    // Half a line: its other half was not written yet.
    return undefined;
  }
}

function read(file: string, from: number, to: number): string {
  const buffer = Buffer.alloc(to - from);
  const descriptor = openSync(file, 'r');
  try {
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, from));
  } finally {
    closeSync(descriptor);
  }
}
