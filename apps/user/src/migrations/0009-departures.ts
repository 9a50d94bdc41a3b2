import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users who have left, until the other services have forgotten them too. */
export class Departures1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE departures (
        user_id uuid CONSTRAINT departures_pk PRIMARY KEY,
        left_at timestamptz NOT NULL DEFAULT now(),
        tell_at timestamptz NOT NULL DEFAULT now(),
        forgotten_at timestamptz
      )`);
    await runner.query(`CREATE INDEX departures_to_tell ON departures (tell_at) WHERE forgotten_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE departures`);
  }
}
