import { DomainError } from '@shopmesh/runtime';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clocks may be apart, and how long a webhook may have travelled. */
const TOLERANCE_SECONDS = 300;
/** `v1` may stand there several times, while its secret is being changed. */
const MOST_SIGNATURES = 8;

/**
 * Checks `t=<seconds since 1970>,v1=<hex HMAC-SHA256 of "t.body">`, then the time.
 * @param body the bytes that came
 * @throws invalid `webhook.bad_signature`, `webhook.too_old`
 */
export function checkSignature(header: unknown, body: Buffer, secret: string): void {
  const { t, signatures } = parse(header);
  const wanted = createHmac('sha256', secret).update(`${t}.`).update(body).digest();
  if (!signatures.some((signature) => timingSafeEqual(signature, wanted))) throw badSignature();
  checkAge(header);
}

/** @throws invalid `webhook.too_old` when it was signed too long ago, or too far in the future; `webhook.bad_signature` */
export function checkAge(header: unknown): void {
  const ageSeconds = Date.now() / 1000 - Number(parse(header).t);
  if (Math.abs(ageSeconds) <= TOLERANCE_SECONDS) return;
  throw new DomainError('invalid', 'webhook.too_old', 'the webhook was not signed just now');
}

export function badSignature(): DomainError {
  return new DomainError('invalid', 'webhook.bad_signature', 'the webhook is not signed as it must be');
}

function parse(header: unknown): { t: string; signatures: Buffer[] } {
  const parts = typeof header === 'string' ? header.split(',').map((part) => part.trim()) : [];
  const [t, ...others] = parts.flatMap((part) => /^t=(\d{1,12})$/.exec(part)?.[1] ?? []);
  if (t === undefined || others.length) throw badSignature();
  const hex = parts.flatMap((part) => /^v1=([0-9a-f]{64})$/.exec(part)?.[1] ?? []);
  return { t, signatures: hex.slice(0, MOST_SIGNATURES).map((text) => Buffer.from(text, 'hex')) };
}
