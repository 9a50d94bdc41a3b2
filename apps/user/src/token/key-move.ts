import type { Config } from '../config.ts';
import type { SigningKey } from './signing-key.entity.ts';

/** How long a key stays in each status, in seconds. */
export type KeyTimes = {
  /** `current` signs for this long. */
  signs: number;
  /** `next` is published for this long before it signs: longer than anybody keeps a list of keys. */
  lead: number;
  /** No token lives longer than this. */
  tokens: number;
};

const DAY_SECONDS = 24 * 60 * 60;

export function keyTimes(
  config: Pick<Config, 'KEY_ROTATION_DAYS' | 'KEY_LEAD_SECONDS' | 'ACCESS_TOKEN_SECONDS'>,
): KeyTimes {
  return {
    signs: config.KEY_ROTATION_DAYS * DAY_SECONDS,
    lead: config.KEY_LEAD_SECONDS,
    tokens: config.ACCESS_TOKEN_SECONDS,
  };
}

/** A key and how long it has had its status. */
export type KeyAge = Pick<SigningKey, 'kid' | 'status'> & { ageSeconds: number };

export type KeyMove =
  { do: 'install' } | { do: 'publish' } | { do: 'promote'; kid: string } | { do: 'remove'; kid: string };

/** What is due, one thing at a time. `install`: the very first key signs at once, since nobody knows another. */
export function dueMove(keys: readonly KeyAge[], { signs, lead, tokens }: KeyTimes): KeyMove | undefined {
  const current = keys.find(({ status }) => status === 'current');
  const next = keys.find(({ status }) => status === 'next');
  // Replicas sign with a retired key until they notice, and clocks differ: the lead is time enough for both.
  const dead = keys.find(({ status, ageSeconds }) => status === 'retired' && ageSeconds >= tokens + lead);
  if (!current) return { do: 'install' };
  if (next && next.ageSeconds >= lead) return { do: 'promote', kid: next.kid };
  if (!next && current.ageSeconds >= signs - lead) return { do: 'publish' };
  return dead && { do: 'remove', kid: dead.kid };
}
