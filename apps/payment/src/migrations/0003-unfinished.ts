import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which payments and refunds of unknown outcome are found, and shared out between replicas. */
export class Unfinished1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['payments', 'refunds']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN asked_at timestamptz`);
      await runner.query(`CREATE INDEX ${table}_submitted ON ${table} (created_at) WHERE status = 'SUBMITTED'`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['payments', 'refunds']) {
      await runner.query(`DROP INDEX ${table}_submitted`);
      await runner.query(`ALTER TABLE ${table} DROP COLUMN asked_at`);
    }
  }
}
