import type { PaymentClient } from '../../apps/order/src/payment.client.ts';
import { MOVES } from '../../apps/order/src/order.state.ts';
import { ANSWER } from '../../apps/order/src/idempotency.ts';
import { CLAIM, EVENTS, MOVE, PLACE } from '../../apps/order/src/order.sql.ts';
import { BURY, SUBMIT } from '../../apps/payment/src/payment.sql.ts';
import type { Due, DueRefund, Provider, ProviderEvent } from '../../apps/payment/src/provider.ts';
import { RECEIVE } from '../../apps/payment/src/webhook.sql.ts';
import { TAKE_UNTOLD } from '../../apps/payment/src/refund.sql.ts';
import { COMMIT, RELEASE, RESERVE } from '../../apps/product/src/reservation.sql.ts';
import type { Mutation } from './simulation.ts';
import type { SimulatedProvider } from './provider.ts';
import type { Shop } from './shop.ts';

/** Each takes one safeguard away. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a move of an order does not compare before it sets': ({ tables: { order } }) => {
    order.answers.set(MOVE, (id, _version, _step, ...change) => order.moveTo(order.orders.get(id)!, change));
  },
  'a Release of an unknown order leaves no tombstone': ({ tables: { product } }) => {
    product.answers.set(RELEASE, (id) =>
      product.reservations.has(id) ? product.apply('release', id) : [{ state: 'RELEASED' }],
    );
  },
  'a Void of an unknown payment leaves no tombstone': ({ tables: { payment } }) => {
    const bury = payment.answers.get(BURY)!;
    payment.answers.set(BURY, (...values) => {
      const rows = bury(...values);
      if (rows.length) payment.payments.delete(values[0]);
      return rows;
    });
  },
  'a rejected Reserve is tried again': ({ tables: { product } }) => {
    const reserve = product.answers.get(RESERVE)!;
    product.answers.set(RESERVE, (id, ...values) => {
      if (product.reservations.get(id)?.state === 'REJECTED') product.reservations.delete(id);
      return reserve(id, ...values);
    });
  },
  'a lost Commit is tried again': ({ tables: { product } }) => {
    product.answers.set(COMMIT, (id) => {
      const reservation = product.reservations.get(id);
      if (reservation?.state === 'LOST') reservation.state = 'EXPIRED';
      return product.apply('commit', id);
    });
  },
  'a payment that was refused is submitted again': ({ tables: { payment } }) => {
    const submit = payment.answers.get(SUBMIT)!;
    payment.answers.set(SUBMIT, (id, ...values) => {
      const status = payment.payments.get(id)?.status;
      if (status === 'DECLINED' || status === 'CANCELLED') payment.payments.delete(id);
      return submit(id, ...values);
    });
  },
  'the provider is given a new key by each charge': (shop) => {
    shop.seams.provider = (provider) => {
      const charge: SimulatedProvider['charge'] = provider.charge.bind(provider);
      return Object.assign(provider, { charge: (due: Due, token: string) => charge(due, token, shop.newId()) });
    };
  },
  'the provider is given a new key by each refund': (shop) => {
    shop.seams.provider = (provider) => {
      const refund: SimulatedProvider['refund'] = provider.refund.bind(provider);
      return Object.assign(provider, { refund: (due: DueRefund) => refund(due, shop.newId()) });
    };
  },
  'a webhook is believed, and the provider not asked': (shop) => {
    shop.seams.provider = (provider) => {
      const said = new Map<string | null, string>();
      const readWebhook = (event: unknown) => {
        const { paymentId, says } = event as ProviderEvent;
        said.set(paymentId, says);
        return event;
      };
      const find = async (id: string) => ({ result: said.get(id) ?? 'unknown', ref: id, code: 'card_declined' });
      return Object.assign(provider, { readWebhook, find } as Partial<Provider>);
    };
  },
  'an order that lost its stock is not refunded': () => rewriteMoves('COMMIT', 'LOST', 'RELEASE'),
  'a payment that is overdue is taken for a declined one': () => rewriteMoves('PAY', 'SUBMITTED', 'RELEASE'),
  'a Reserve holds what there is': ({ tables: { product } }) => {
    product.isFree = (lines) => lines.some(({ sku }) => !product.missing(lines).includes(sku));
  },
  'a hold may be more than there is': ({ tables: { product } }) => {
    product.isFree = () => true;
  },
  'a key may be used for two orders': ({ tables: { order } }) => {
    order.answers.set(PLACE, (...values) => {
      const [userId, operation, key, requestHash, id, ...rest] = values;
      order.keys.set(`${userId} ${operation} ${key}`, { requestHash, orderId: id, status: null, body: null });
      return order.insert(userId, key, id, rest);
    });
  },
  'the last answer to a key wins': ({ tables: { order } }) => {
    const answer = order.answers.get(ANSWER)!;
    order.answers.set(ANSWER, (userId, operation, key, status, body) => {
      order.keys.get(`${userId} ${operation} ${key}`)!.status = null;
      return answer(userId, operation, key, status, body);
    });
  },
  'a refund is taken for told before Order has heard of it': ({ tables: { payment } }) => {
    const take = payment.answers.get(TAKE_UNTOLD)!;
    payment.answers.set(TAKE_UNTOLD, (...values) => {
      const rows = take(...values);
      for (const { id } of rows) payment.refunds.get(id as string)!.isTold = true;
      return rows;
    });
  },
  'Order does not look whether it knows a refund': ({ tables: { order } }) => {
    order.answers.set(EVENTS, () => []);
  },
  'each Pay is a payment of its own': changePay((client, shop) => {
    const pay = client.pay.bind(client);
    return (order, deadlineMs) => pay({ ...order, paymentId: shop.newId() }, deadlineMs);
  }),
  'a timeout is taken for a decline': changePay((client) => {
    const pay = client.pay.bind(client);
    return (order, deadlineMs) =>
      pay(order, deadlineMs).catch(() => ({ status: 'DECLINED', declineCode: 'no_answer' }));
  }),
  'a hold expires without a question to Order': (shop) => {
    shop.seams.orderClient = (client) => Object.assign(client, { status: async () => 'CANCELLED' });
  },
};

/** What must hold even so: the lease saves work, the compare-and-set saves orders. */
export const HARMLESS: Readonly<Record<string, Mutation>> = {
  'two replicas drive an order at the same time': ({ tables: { order }, time }) => {
    order.answers.set(CLAIM, (limit) =>
      order.claim(limit, ({ step, nextRunAt }) => step !== 'DONE' && nextRunAt <= time.now),
    );
  },
  'a webhook that comes again is worked off again': ({ tables: { payment } }) => {
    const receive = payment.answers.get(RECEIVE)!;
    payment.answers.set(RECEIVE, (provider, eventId, ...values) => {
      payment.webhooks.delete(eventId);
      return receive(provider, eventId, ...values);
    });
  },
};

function changePay(change: (client: PaymentClient, shop: Shop) => PaymentClient['pay']): Mutation {
  return (shop: Shop) => {
    shop.seams.paymentClient = (client) => Object.assign(client, { pay: change(client, shop) });
  };
}

/** Lets an answer lead to another step than the table says, until it is put back. */
function rewriteMoves(step: 'COMMIT' | 'PAY', answer: string, next: 'RELEASE'): () => void {
  const moves = MOVES[step] as Record<string, object>;
  const before = moves[answer];
  const declined = { status: 'CANCELLING', event: 'payment_declined', reason: 'payment_declined' };
  moves[answer] = { ...declined, ...before, step: next };
  return () => {
    if (before) moves[answer] = before;
    else delete moves[answer];
  };
}
