import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import type { OutboxEvent } from '../outbox.ts';
import { UserClient } from '../user.client.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { composeMail, type MailedOrder } from './order.mail.ts';

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

  /** Sends the mail for an event, if there is one. Somebody who has left the shop is not written to. @throws when it was not sent */
  async send({ orderId, seq, type, data }: OutboxEvent, order: MailedOrder): Promise<void> {
    if (!composeMail(type, order, '', data)) return;
    const user = await this.users.find(order.userId);
    const mail = user && composeMail(type, order, user.name, data);
    if (mail) await this.#mailer({ ...mail, id: `${orderId}-${seq}`, to: user.email });
  }
}
