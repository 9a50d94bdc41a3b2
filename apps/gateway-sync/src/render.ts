import { parse } from 'yaml';
import type { SigningKey } from './signing-keys.ts';

/** The consumer that every user's token belongs to; kong.yml declares it without keys. */
export const USERS_CONSUMER = 'shopmesh-users';

type KongFile = { consumers?: { username?: string; jwt_secrets?: object[] }[] };

/**
 * Puts signing keys into a declarative configuration.
 * @param template YAML
 * @returns JSON, which Kong reads as well; the same for the same input
 * @throws Error when the template has no consumer to put them into
 */
export function render(template: string, keys: readonly SigningKey[]): string {
  const file = parse(template, { merge: true }) as KongFile | null;
  const consumer = file?.consumers?.find(({ username }) => username === USERS_CONSUMER);
  if (!consumer) throw new Error(`the configuration has no consumer "${USERS_CONSUMER}"`);
  const inOrder = [...keys].sort((a, b) => (a.kid < b.kid ? -1 : 1));
  consumer.jwt_secrets = inOrder.map(({ kid, pem }) => ({ key: kid, algorithm: 'RS256', rsa_public_key: pem }));
  return JSON.stringify(file);
}
