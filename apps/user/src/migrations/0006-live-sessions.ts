import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person must see of a session to recognise it; sessions of OAuth clients beside the shop's own. */
export class LiveSessions1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sessions
        ADD COLUMN client_id text NOT NULL DEFAULT 'shop',
        ADD COLUMN grant_id text CONSTRAINT sessions_grant_key UNIQUE,
        ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN user_agent text`);
    await runner.query(`DROP INDEX sessions_of_user`);
    await runner.query(`CREATE INDEX sessions_of_user ON sessions (user_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX sessions_of_user`);
    await runner.query(`CREATE INDEX sessions_of_user ON sessions (user_id)`);
    await runner.query(`
      ALTER TABLE sessions
        DROP COLUMN client_id, DROP COLUMN grant_id, DROP COLUMN last_used_at, DROP COLUMN user_agent`);
  }
}
