import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { sql, type Database } from '@shopmesh/database';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

/** What access tokens are signed with. */
export type CurrentKey = { kid: string; privateKey: KeyObject };

const CURRENT = sql(`
  SELECT kid, encrypted_private_key AS "encryptedPrivateKey" FROM signing_keys WHERE status = 'current'`);
// Replicas that start together each make a key; the index lets one in.
const MAKE_CURRENT = sql(`
  INSERT INTO signing_keys (kid, status, public_jwk, encrypted_private_key) VALUES ($1, 'current', $2, $3)
  ON CONFLICT (status) WHERE status <> 'retired' DO NOTHING`);
const PUBLISHED = sql(`SELECT public_jwk AS jwk FROM signing_keys ORDER BY created_at`);

/** The key that signs now; the first one is made when there is none. @throws Error when the encryption key does not fit */
export async function currentKey(database: Database, encryptionKey: Buffer): Promise<CurrentKey> {
  const find = () => database.one<{ kid: string; encryptedPrivateKey: Buffer }>(CURRENT);
  let row = await find();
  if (!row) {
    await makeKey(database, encryptionKey);
    row = await find();
  }
  const { kid, encryptedPrivateKey } = row!;
  return { kid, privateKey: createPrivateKey(decrypt(encryptedPrivateKey, kid, encryptionKey)) };
}

/** The public halves of all keys whose tokens may be about. */
export async function publishedKeys(database: Database): Promise<JWK[]> {
  return (await database.many<{ jwk: JWK }>(PUBLISHED)).map(({ jwk }) => jwk);
}

async function makeKey(database: Database, encryptionKey: Buffer): Promise<void> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const values = [kid, { ...jwk, kid, use: 'sig', alg: 'RS256' }, encrypt(pem, kid, encryptionKey)];
  await database.one(MAKE_CURRENT, values);
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: 12 bytes IV, 16 bytes tag, cipher text. The key id is authenticated too, so that rows cannot be swapped. */
function encrypt(pem: string, kid: string, encryptionKey: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv).setAAD(Buffer.from(kid));
  const text = Buffer.concat([cipher.update(pem), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function decrypt(encrypted: Buffer, kid: string, encryptionKey: Buffer): string {
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
