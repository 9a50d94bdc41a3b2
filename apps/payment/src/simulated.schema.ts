import { DomainError } from '@shopmesh/runtime';
import { z } from 'zod';
import type { ListedCharge, ProviderEvent } from './provider.ts';

export const Charge = z.discriminatedUnion('status', [
  z.object({ id: z.string(), status: z.literal('succeeded') }),
  z.object({ id: z.string(), status: z.literal('failed'), declineCode: z.string() }),
  z.object({ id: z.string(), status: z.literal('cancelled') }),
]);
export type Charge = z.infer<typeof Charge>;
export const Charges = z.object({ items: z.array(Charge) });
export const Refund = z.object({ id: z.string() });
export const Refusal = z.object({ error: z.object({ code: z.string() }) });

const Terms = z.object({ id: z.string(), reference: z.string(), amount: z.int(), currency: z.string() });
const Listed = Terms.extend({ status: z.string(), refunded: z.int(), updatedAt: z.iso.datetime() });
export const ListedCharges = z.object({ items: z.array(Listed), nextCursor: z.string().nullable() });
export type ListedCharges = z.infer<typeof ListedCharges>;

const SAYS = {
  'charge.succeeded': 'succeeded',
  'charge.failed': 'declined',
  'charge.cancelled': 'cancelled',
  'refund.succeeded': 'refunded',
} as const;

const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string().max(255),
  data: z.unknown(),
});
const EventData = Terms.extend({ order: z.string().optional(), key: z.string().optional() });

/** @returns undefined for a kind of event that is not known here @throws invalid `webhook.malformed` */
export function eventOf(text: string): ProviderEvent | undefined {
  const { id, type, data } = valid(Event, parsed(text));
  if (!(type in SAYS)) return undefined;
  const says = SAYS[type as keyof typeof SAYS];
  const { reference, order, key, amount, currency } = valid(EventData, data);
  const ours = { paymentId: uuidIn(reference), orderId: uuidIn(order), refundId: uuidIn(key) };
  // What was cancelled before it was charged has no amount.
  const money = says === 'cancelled' ? { amount: null, currency: null } : { amount, currency };
  return { id, type, says, ...ours, ...money };
}

export function listedOf({ id, reference, status, updatedAt, ...terms }: z.infer<typeof Listed>): ListedCharge {
  const { amount, currency, refunded } = terms;
  const paymentId = uuidIn(reference);
  return {
    paymentId,
    ref: id,
    amount,
    currency,
    refunded,
    isCaptured: status === 'succeeded',
    updatedAt: new Date(updatedAt),
  };
}

/** An id of ours that a provider hands back; null when it is not one. */
export function uuidIn(text: unknown): string | null {
  return z.uuid().safeParse(text).data ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed();
  }
}

function valid<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw malformed();
  return result.data;
}

function malformed(): DomainError {
  return new DomainError('invalid', 'webhook.malformed', 'the webhook is not an event as the provider sends them');
}
