import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reconciliations1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reconciliations (
        day date CONSTRAINT reconciliations_pk PRIMARY KEY,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        compared integer,
        differences integer
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reconciliations`);
  }
}
