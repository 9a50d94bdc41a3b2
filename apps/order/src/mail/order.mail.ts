import type { Mail } from '@shopmesh/mail';
import type { OrderRow } from '../order.schema.ts';

/** What mails say of an order. */
export type MailedOrder = Pick<OrderRow, 'number' | 'userId' | 'items' | 'total' | 'currency' | 'cancelReason'>;

type Compose = (order: MailedOrder, name: string, data: Record<string, unknown>) => Mail;

/** Which events are told by mail, and how. */
const MAILS: Readonly<Record<string, Compose>> = {
  confirmed: (order, name) => ({
    subject: `Your order SM-${order.number} is confirmed`,
    text: letter(name, `thank you for your order SM-${order.number}. It is paid, and we are packing it:`, order),
  }),
  shipped: (order, name) => ({
    subject: `Your order SM-${order.number} is on its way`,
    text: letter(name, `your order SM-${order.number} has left our house:`, order),
  }),
  cancelled: (order, name) => ({
    subject: `Your order SM-${order.number} was cancelled`,
    text: letter(
      name,
      `your order SM-${order.number} was cancelled${reason(order)}. You are not charged for it:`,
      order,
    ),
  }),
  refunded: (order, name, data) => ({
    subject: `A refund for your order SM-${order.number}`,
    text: letter(name, `we have returned ${money(Number(data['amount']), order.currency)} to your card for:`, order),
  }),
};

/** Types of the events that somebody is written to about. */
export const MAILED_EVENTS = Object.keys(MAILS);

/** Writes the mail for an event, or returns undefined when nobody is written to about it. */
export function composeMail(
  type: string,
  order: MailedOrder,
  name: string,
  data: Record<string, unknown>,
): Mail | undefined {
  return MAILS[type]?.(order, name, data);
}

const REASONS: Readonly<Record<string, string>> = {
  out_of_stock: ' because not enough was left',
  payment_declined: ' because the card was declined',
  payment_timeout: ' because the payment did not go through',
  customer: ' as you asked',
};

function reason({ cancelReason }: MailedOrder): string {
  return REASONS[cancelReason ?? ''] ?? '';
}

function letter(name: string, opening: string, order: MailedOrder): string {
  const lines = order.items.map((item) => {
    const total = money(item.quantity * item.unitPrice, order.currency);
    return `  ${item.quantity} × ${item.name}, ${total}`;
  });
  return (
    [`Dear ${name},`, opening, lines.join('\n'), `Total: ${money(order.total, order.currency)}`, 'Your Shopmesh'].join(
      '\n\n',
    ) + '\n'
  );
}

/** Making a format takes longer than writing the mail. */
const FORMATS = new Map<string, Intl.NumberFormat>();

/** Minor units as people read them: the currency says how many digits they have (ISO 4217). */
function money(amount: number, currency: string): string {
  const format = FORMATS.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency });
  FORMATS.set(currency, format);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
