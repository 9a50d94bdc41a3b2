import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that wait to be sent, and the links that they carry. */
export class MailedLinks1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE users ADD COLUMN email_verified_at timestamptz`);
    // Not of a user: whether there is one must not be found out, not even by the time it takes, while somebody waits.
    await runner.query(`
      CREATE TABLE account_mails (
        id uuid CONSTRAINT account_mails_pk PRIMARY KEY,
        purpose text NOT NULL,
        email text NOT NULL,
        claimed_until timestamptz,
        CONSTRAINT account_mails_one UNIQUE (email, purpose),
        CONSTRAINT account_mails_purpose_known CHECK (purpose IN ('verify_email', 'reset_password'))
      )`);
    await runner.query(`
      CREATE TABLE account_links (
        user_id uuid NOT NULL CONSTRAINT account_links_user_fk REFERENCES users (id) ON DELETE CASCADE,
        purpose text NOT NULL,
        hash bytea NOT NULL CONSTRAINT account_links_hash_key UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CONSTRAINT account_links_pk PRIMARY KEY (user_id, purpose),
        CONSTRAINT account_links_purpose_known CHECK (purpose IN ('verify_email', 'reset_password'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE account_links, account_mails`);
    await runner.query(`ALTER TABLE users DROP COLUMN email_verified_at`);
  }
}
