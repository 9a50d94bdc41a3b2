import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the OAuth server remembers: one table, since all of it is looked up by id, ends with its grant, and expires. */
export class OAuthRecords1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oauth_records (
        model text NOT NULL,
        id bytea NOT NULL,
        payload jsonb NOT NULL,
        grant_id text,
        uid text,
        account_id uuid CONSTRAINT oauth_records_account_fk REFERENCES users (id) ON DELETE CASCADE,
        consumed_at timestamptz,
        expires_at timestamptz NOT NULL,
        CONSTRAINT oauth_records_pk PRIMARY KEY (model, id)
      )`);
    await runner.query(`CREATE INDEX oauth_records_of_grant ON oauth_records (grant_id)`);
    await runner.query(`CREATE INDEX oauth_records_by_uid ON oauth_records (uid)`);
    await runner.query(`CREATE INDEX oauth_records_of_account ON oauth_records (account_id)`);
    await runner.query(`CREATE INDEX oauth_records_by_expiry ON oauth_records (expires_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE oauth_records`);
  }
}
