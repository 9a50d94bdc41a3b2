import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: 12 bytes IV, 16 bytes tag, cipher text. The key id is authenticated too, so that rows cannot be swapped. */
export function encrypt(pem: string, kid: string, encryptionKey: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv).setAAD(Buffer.from(kid));
  const text = Buffer.concat([cipher.update(pem), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** @throws Error when the encryption key does not fit, or the row was tampered with */
export function decrypt(encrypted: Buffer, kid: string, encryptionKey: Buffer): string {
  const iv = encrypted.subarray(0, IV_BYTES);
  const tag = encrypted.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv('aes-256-gcm', encryptionKey, iv, options).setAAD(Buffer.from(kid)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
  } catch (cause) {
    throw new Error(`KEY_ENCRYPTION_KEY does not fit: signing key ${kid} was encrypted with another one`, { cause });
  }
}
