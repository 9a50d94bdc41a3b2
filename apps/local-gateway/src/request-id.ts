import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8192;
const ID_BYTES = 16;
const pool = Buffer.allocUnsafe(POOL_BYTES);
let used = POOL_BYTES;

/** 32 random hex digits, as in X-Kong-Request-Id. Randomness is drawn in batches: it costs a system call. */
export function newRequestId(): string {
  if (used >= POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('hex', used - ID_BYTES, used);
}
