import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeyRotation1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE signing_keys ADD COLUMN status_since timestamptz NOT NULL DEFAULT now()`);
    await runner.query(`UPDATE signing_keys SET status_since = created_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE signing_keys DROP COLUMN status_since`);
  }
}
