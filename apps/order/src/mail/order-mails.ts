import { Inject, Injectable } from '@nestjs/common';
import { createMailer, type Mailer } from '@shopmesh/mail';
import { CONFIG, type Config } from '../config.ts';
import type { OutboxEvent } from '../outbox.ts';
import { UserClient, type Addressee } from '../user.client.ts';
import { composeMail, type MailedOrder } from './order.mail.ts';

/** An event with the order it is about. */
export type MailedEvent = OutboxEvent & { order: MailedOrder };

/** Writes to customers about their orders. */
@Injectable()
export class OrderMails {
  readonly #mailer: Mailer;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(UserClient) private readonly users: UserClient,
  ) {
    this.#mailer = createMailer(config);
  }

  /**
   * Sends the mails for events, for those that have one. Somebody who has left the shop is not written to.
   * @returns for each event whether that is done, and why not
   */
  async send(events: readonly MailedEvent[]): Promise<PromiseSettledResult<void>[]> {
    const users = this.users.find(events.map(({ order }) => order.userId));
    return Promise.allSettled(events.map(async (event) => this.#sendOne(event, (await users).get(event.order.userId))));
  }

  async #sendOne({ orderId, seq, type, data, order }: MailedEvent, to: Addressee | undefined): Promise<void> {
    const mail = to && composeMail(type, order, to.name, data);
    if (mail) await this.#mailer({ ...mail, id: `${orderId}-${seq}`, to: to.email });
  }
}
