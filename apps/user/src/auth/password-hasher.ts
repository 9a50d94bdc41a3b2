import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '@shopmesh/runtime';

/** RFC 9106 names. `memory` in KiB, `passes` over it; OWASP's recommendation: 25 ms of a core. */
type Cost = { memory: number; passes: number; parallelism: number };
const COST: Cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes at a time; the thread pool has four threads, and the others have work too. */
const RUNNING = 2;
/** More than these would wait longer than a client does: 32 take about half a second. */
const WAITING = 32;

/** Hashes passwords with argon2id, a few at a time. Those that would wait too long are sent away at once. */
export class PasswordHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @returns a PHC string. @throws unavailable `auth.busy` */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return toPhc(COST, salt, await this.#derive(password, salt, COST));
  }

  /**
   * Whether a password fits its hash. Without a hash it never does, which takes as long to find out.
   * @throws unavailable `auth.busy`
   */
  async verify(password: string, phc: string | undefined): Promise<boolean> {
    const { cost, salt, hash } = phc ? fromPhc(phc) : { cost: COST, salt: randomBytes(SALT_BYTES) };
    const derived = await this.#derive(password, salt, cost);
    return hash !== undefined && hash.length === derived.length && timingSafeEqual(hash, derived);
  }

  async #derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
    await this.#turn();
    try {
      return await argon2id('argon2id', { message: password, nonce: salt, tagLength: HASH_BYTES, ...cost });
    } finally {
      // A turn is handed on, or given back.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < RUNNING) return void this.#running++;
    if (this.#waiting.length >= WAITING) {
      throw new DomainError('unavailable', 'auth.busy', 'too many are signing in', { retryAfterSeconds: 1 });
    }
    await new Promise<void>((go) => this.#waiting.push(go));
  }
}

const argon2id = promisify(argon2);

/** https://github.com/P-H-C/phc-string-format */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

function toPhc({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string {
  const [encodedSalt, encodedHash] = [salt, hash].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encodedSalt}$${encodedHash}`;
}

/** The cost comes from the string: old hashes stay good when it is raised. */
function fromPhc(phc: string): { cost: Cost; salt: Buffer; hash?: Buffer } {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (!salt || !hash) throw new Error('a stored password hash is not a PHC string of argon2id');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}
