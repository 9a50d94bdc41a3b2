/** What a card does. */
export type Behaviour = {
  status: 'succeeded' | 'failed';
  declineCode?: string;
  /** When the call that charges is answered; a repeated call always is at once. */
  answer?: 'late' | 'never';
  /** How many calls fail with nothing charged before one gets through. */
  outages?: number;
};

const TOKENS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ['tok_visa', { status: 'succeeded' }],
  ['tok_declined', { status: 'failed', declineCode: 'card_declined' }],
  ['tok_insufficient_funds', { status: 'failed', declineCode: 'insufficient_funds' }],
  ['tok_slow', { status: 'succeeded', answer: 'late' }],
  ['tok_timeout_after_charge', { status: 'succeeded', answer: 'never' }],
  ['tok_error', { status: 'succeeded', outages: 2 }],
]);

const UNKNOWN: Behaviour = { status: 'failed', declineCode: 'invalid_token' };

export function behaviourOf(token: string): Behaviour {
  return TOKENS.get(token) ?? UNKNOWN;
}
