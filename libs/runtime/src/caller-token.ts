import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * How a service says who it is when it calls another outside of a mesh: `<name>.<expiry>.<HMAC-SHA256 of both>`, under one secret
 * that all services share. Whoever has the secret can be any of them; in a mesh, certificates tell them apart.
 */

/** Metadata key of the token. */
export const CALLER_TOKEN = 'x-caller-token';

const LIFETIME_SECONDS = 60;
/** A token is used again while it is good for this long at least: clocks differ, and calls take time. */
const LEAST_LEFT_SECONDS = 30;

/** Makes tokens for one service; a new one about every half a minute. */
export function callerTokens(name: string, secret: string): () => string {
  let token = '';
  let expiresAtSeconds = 0;
  return () => {
    const nowSeconds = Date.now() / 1000;
    if (expiresAtSeconds - nowSeconds < LEAST_LEFT_SECONDS) {
      expiresAtSeconds = Math.floor(nowSeconds) + LIFETIME_SECONDS;
      const signed = `${name}.${expiresAtSeconds}`;
      token = `${signed}.${signatureOf(signed, secret)}`;
    }
    return token;
  };
}

/** @returns the name in a token that was made with the secret and has not expired */
export function callerOf(token: string, secret: string): string | undefined {
  const [, signed, name, expiry, signature] = /^(([a-z-]+)\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? [];
  if (!signed || !signature || Number(expiry) < Date.now() / 1000) return undefined;
  const isGenuine = timingSafeEqual(Buffer.from(signatureOf(signed, secret)), Buffer.from(signature));
  return isGenuine ? name : undefined;
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
