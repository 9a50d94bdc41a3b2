import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';

/** A key that tokens are signed with, as Kong's jwt plugin takes it. */
export type SigningKey = { kid: string; pem: string };

const TIMEOUT_MS = 5_000;

const KeySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional(), use: z.string().optional() })),
});

/**
 * Reads what an issuer publishes (RFC 7517): its RSA keys for signatures that have a `kid`, which is what tokens of the shop
 * are signed with. @throws Error when there is none: a gateway without keys would turn everybody away
 */
export async function fetchSigningKeys(url: string): Promise<SigningKey[]> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const { keys } = KeySet.parse(await response.json());
  const usable = keys.filter(({ kty, kid, use }) => kty === 'RSA' && kid !== undefined && use !== 'enc');
  if (usable.length === 0) throw new Error(`${url} has no RSA key for signatures`);
  return usable.map((key) => ({ kid: key.kid!, pem: pemOf(key as JsonWebKey) }));
}

function pemOf(key: JsonWebKey): string {
  return createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
}
