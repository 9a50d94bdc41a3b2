import type { UserView } from '../user/user.schema.ts';

/** What a client may ask for, and how the consent page says it; `shop` is all that the user may do. */
const MEANINGS = {
  openid: 'know who you are',
  profile: 'see your name',
  email: 'see your e-mail address',
  shop: 'use the shop in your name: your cart, orders, addresses and account',
  offline_access: 'keep doing so while you are away, until you end it',
} as const;
export type Scope = keyof typeof MEANINGS;

export const SCOPES = Object.keys(MEANINGS) as readonly Scope[];

/** What each scope shows of a user. */
export const CLAIMS = { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] } as const;

/** All of a user that is in {@link CLAIMS}. */
export function claimsOf({ id, name, email, emailVerified }: UserView) {
  return { sub: id, name, email, email_verified: emailVerified };
}

/** @param scope space-separated; what is not among {@link SCOPES} is left out */
export function meaningsOf(scope: string): string[] {
  return SCOPES.filter((it) => scope.split(' ').includes(it)).map((it) => MEANINGS[it]);
}
