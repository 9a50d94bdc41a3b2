import { verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A JWS in compact form (RFC 7515, section 7.1), without padding or foreign characters. */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * What our issuers write, and nothing else: one algorithm, so that the token cannot choose; no `jku`, `x5u` or `jwk`, so
 * that it cannot bring a key; no `crit`. The key id is a thumbprint, never a path.
 */
const Header = z.strictObject({
  alg: z.literal('RS256'),
  typ: z.string().regex(/^(application\/)?at\+jwt$/i),
  kid: z.string().regex(/^[\w-]{1,128}$/),
});

/** A token taken apart; nothing in it is verified yet. */
export type SignedToken = { kid: string; signed: Buffer; payload: string; signature: Buffer };

/** Takes an access token apart. @returns undefined for anything that our issuers cannot have made */
export function readToken(token: string): SignedToken | undefined {
  const [, header = '', payload = '', signature = ''] = COMPACT.exec(token) ?? [];
  const read = Header.safeParse(parsed(header));
  if (!read.success) return undefined;
  const signed = Buffer.from(token.slice(0, header.length + 1 + payload.length), 'latin1');
  return { kid: read.data.kid, signed, payload, signature: Buffer.from(signature, 'base64url') };
}

/** @returns the claims, undefined when the key did not sign them */
export function verifiedClaims({ signed, payload, signature }: SignedToken, key: KeyObject): unknown {
  return verify('sha256', signed, key, signature) ? parsed(payload) : undefined;
}

function parsed(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString());
  } catch {
    return undefined;
  }
}
