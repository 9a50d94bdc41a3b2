import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What verifying an access token costs a service, CPU in µs: when it is new, and when it was verified a moment ago. */
export interface Verification {
  missUs: number;
  hitUs: number;
}

/** Measures in a process of its own, without a shop. */
export async function measureVerification(root: string, signal: AbortSignal): Promise<Verification> {
  const program = join(root, 'libs/auth/dist/verification.bench.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { signal });
  return JSON.parse(stdout) as Verification;
}
