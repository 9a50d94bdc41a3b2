import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret that says nothing to who holds it; at rest there is only its digest. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** SHA-256; a token is random enough to need no salt. */
export function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

type Purpose = 'refresh-successor' | 'mailed-link' | 'email' | 'address';

/**
 * Secrets that follow from another value and the service's key. They can be made again instead of being kept, and nobody
 * without the key can tell them from random ones, or what they were made of.
 */
export class DerivedSecrets {
  readonly #key: Buffer;

  /** @param encryptionKey KEY_ENCRYPTION_KEY; what is derived is of no use in finding it */
  constructor(encryptionKey: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', encryptionKey, '', 'shopmesh derived secrets', 32));
  }

  /** @returns 32 bytes */
  derive(purpose: Purpose, from: string): Buffer {
    return createHmac('sha256', this.#key).update(`${purpose}\0${from}`).digest();
  }

  /** As {@link newToken} in form. */
  token(purpose: Purpose, from: string): string {
    return this.derive(purpose, from).toString('base64url');
  }
}
