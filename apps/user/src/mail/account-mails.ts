import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { createMailer, type Mailer } from '@shopmesh/mail';
import { Sweep } from '@shopmesh/runtime';
import { createLogger } from '@shopmesh/telemetry';
import { v7 as uuidv7 } from 'uuid';
import { DerivedSecrets, digest } from '../auth/derived-secrets.ts';
import { CONFIG, type Config } from '../config.ts';
import { composeMail, linkSeconds, type Purpose } from './account.mail.ts';

/** Mails that one replica takes at a time. */
const BATCH = 20;

const ASK = sql(`
  INSERT INTO account_mails (id, purpose, email) VALUES ($1, $2, $3)
  ON CONFLICT (email, purpose) DO UPDATE SET id = excluded.id, claimed_until = NULL`);
const CLAIM = sql(`
  WITH due AS (
    SELECT id FROM account_mails WHERE claimed_until IS NULL OR claimed_until < now()
    ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
  claimed AS (
    UPDATE account_mails mail SET claimed_until = now() + interval '60 seconds' FROM due
    WHERE mail.id = due.id RETURNING mail.id, purpose, email)
  SELECT claimed.id, purpose, users.id AS "userId", name, users.email FROM claimed LEFT JOIN users USING (email)`);
// A repeat of the same mail finds its own link; another one comes a minute later at the earliest, whoever asks for it.
const LINK = sql(`
  INSERT INTO account_links AS link (user_id, purpose, hash, expires_at)
  VALUES ($1, $2, $3, now() + make_interval(secs => $4))
  ON CONFLICT (user_id, purpose) DO UPDATE
    SET hash = excluded.hash, created_at = now(), expires_at = excluded.expires_at
    WHERE link.hash = excluded.hash OR link.created_at < now() - interval '60 seconds'
  RETURNING user_id`);
const DONE = sql(`DELETE FROM account_mails WHERE id = ANY ($1)`);

type PendingMail = { id: string; purpose: Purpose; userId: string | null; name: string; email: string };

/** Mails with a link that lets its reader do one thing, sent at least once: what was not marked is sent again after a minute. */
@Injectable()
export class AccountMails implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log: ReturnType<typeof createLogger>;
  readonly #mailer: Mailer;
  readonly #sweep: Sweep;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(DerivedSecrets) private readonly secrets: DerivedSecrets,
  ) {
    this.#log = createLogger('user', config.LOG_LEVEL);
    this.#mailer = createMailer(config);
    this.#sweep = new Sweep('mails', config.MAIL_MS, async () => (await this.deliver()) === BATCH, this.#log);
  }

  onApplicationBootstrap(): void {
    this.#sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Notes that a mail is wanted: the same work whether or not there is a user with this address. */
  async ask(purpose: Purpose, email: string): Promise<void> {
    await this.database.one(ASK, [uuidv7(), purpose, email]);
  }

  /** Sends what is due. @returns how many mails that were */
  async deliver(): Promise<number> {
    const mails = await this.database.many<PendingMail>(CLAIM, [BATCH]);
    if (mails.length === 0) return 0;
    const outcomes = await Promise.allSettled(mails.map((mail) => this.#send(mail)));
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) this.#log.warn({ err: failure.reason as unknown }, 'mails were not sent; they will be tried again');
    const done = mails.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    await this.database.one(DONE, [done.map(({ id }) => id)]);
    return mails.length;
  }

  async #send({ id, purpose, userId, name, email }: PendingMail): Promise<void> {
    if (!userId) return;
    // Derived, so that a mail that is sent again has the link that it had before.
    const token = this.secrets.token('mailed-link', id);
    const link = await this.database.one(LINK, [userId, purpose, digest(token), linkSeconds(purpose)]);
    if (!link) return;
    const shopUrl = this.config.SHOP_URL ?? this.config.ISSUER;
    await this.#mailer({ ...composeMail(purpose, name, token, shopUrl), id, to: email });
  }
}
