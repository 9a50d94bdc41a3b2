import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which refunds that Order has not heard of are found, and shared out between replicas. */
export class RefundNotices1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE refunds ADD COLUMN telling_at timestamptz, ADD COLUMN told_at timestamptz`);
    await runner.query(`
      CREATE INDEX refunds_untold ON refunds (created_at) WHERE status = 'SUCCEEDED' AND told_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX refunds_untold`);
    await runner.query(`ALTER TABLE refunds DROP COLUMN telling_at, DROP COLUMN told_at`);
  }
}
