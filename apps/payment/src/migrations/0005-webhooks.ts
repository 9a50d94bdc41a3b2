import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_events (
        provider text,
        event_id text,
        type text NOT NULL,
        says text NOT NULL,
        payment_id uuid,
        order_id uuid,
        refund_id uuid,
        amount bigint,
        currency text,
        mismatch text,
        received_at timestamptz NOT NULL DEFAULT now(),
        tried_at timestamptz,
        processed_at timestamptz,
        CONSTRAINT webhook_events_pk PRIMARY KEY (provider, event_id)
      )`);
    await runner.query(`
      CREATE INDEX webhook_events_unprocessed ON webhook_events (received_at) WHERE processed_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE webhook_events`);
  }
}
