import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Sessions1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id uuid CONSTRAINT sessions_pk PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT sessions_user_fk REFERENCES users (id) ON DELETE CASCADE,
        scope text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query(`CREATE INDEX sessions_of_user ON sessions (user_id)`);
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash bytea CONSTRAINT refresh_tokens_pk PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_fk REFERENCES sessions (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz
      )`);
    await runner.query(`CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refresh_tokens, sessions`);
  }
}
