import { createDecipheriv, createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signer } from '@shopmesh/testing';
import { Client } from 'pg';
import { runningShop } from '../../deploy/local/processes.ts';
import { target } from './target.ts';

/** The environment in which commands of `user` are run. */
export function userEnvironment(): { DATABASE_URL: string; KEY_ENCRYPTION_KEY: string } {
  const { dataDir = '' } = target();
  const shop = runningShop(dataDir);
  if (!shop) throw new Error('the shop is not running');
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as { KEY_ENCRYPTION_KEY: string };
  return { DATABASE_URL: shop.databaseUrl('user'), KEY_ENCRYPTION_KEY: secrets.KEY_ENCRYPTION_KEY };
}

/** What the shop signs with. Whoever has its database and its secrets can make tokens that are wrong in one thing only. */
export async function shopSigner(): Promise<Signer> {
  const { DATABASE_URL, KEY_ENCRYPTION_KEY } = userEnvironment();
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const text = `SELECT kid, encrypted_private_key AS encrypted FROM signing_keys WHERE status = 'current'`;
    const [row] = (await client.query<{ kid: string; encrypted: Buffer }>(text)).rows;
    if (!row) throw new Error('the shop has no signing key');
    const privateKey = decrypted(row.encrypted, row.kid, Buffer.from(KEY_ENCRYPTION_KEY, 'base64'));
    return { kid: row.kid, privateKey, issuer: runningShop(target().dataDir ?? '')!.baseUrl, audience: 'shopmesh' };
  } finally {
    await client.end();
  }
}

/** AES-256-GCM: 12 bytes IV, 16 bytes tag, cipher text. */
function decrypted(encrypted: Buffer, kid: string, key: Buffer): KeyObject {
  const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12))
    .setAAD(Buffer.from(kid))
    .setAuthTag(encrypted.subarray(12, 28));
  return createPrivateKey(Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString());
}
