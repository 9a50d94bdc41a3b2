import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what, for admins to read and nobody to change; and failures to sign in, which slow down the next try. */
export class Audit1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No foreign keys: what happened stays when its people leave.
    await runner.query(`
      CREATE TABLE audit_events (
        id uuid CONSTRAINT audit_events_pk PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        type text NOT NULL,
        actor_id uuid,
        user_id uuid,
        address text,
        data jsonb NOT NULL DEFAULT '{}'
      )`);
    await runner.query(`CREATE INDEX audit_events_of_user ON audit_events (user_id, id)`);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TABLE sign_in_failures (
        key bytea CONSTRAINT sign_in_failures_pk PRIMARY KEY,
        count integer NOT NULL DEFAULT 1,
        last_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sign_in_failures, audit_events`);
    await runner.query(`DROP FUNCTION refuse_change`);
  }
}
