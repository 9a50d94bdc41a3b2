import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Delivery leases an event while it works on it, so that no transaction is open meanwhile. */
export class Outbox1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_events ADD COLUMN claimed_until timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE order_events DROP COLUMN claimed_until`);
  }
}
