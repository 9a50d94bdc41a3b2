import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payments1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payments (
        id uuid CONSTRAINT payments_pk PRIMARY KEY,
        order_id uuid NOT NULL,
        user_id uuid NOT NULL,
        amount bigint NOT NULL,
        currency character(3) NOT NULL,
        status text NOT NULL,
        decline_code text,
        provider text NOT NULL,
        provider_ref text,
        refunded bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT payments_status_known CHECK (status IN ('SUBMITTED', 'CAPTURED', 'DECLINED', 'CANCELLED')),
        CONSTRAINT payments_never_over_refunded CHECK (0 <= refunded AND refunded <= amount),
        CONSTRAINT payments_declined_for_a_reason CHECK ((decline_code IS NOT NULL) = (status = 'DECLINED'))
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX payments_order ON payments (order_id)`);
    await runner.query(`
      CREATE UNIQUE INDEX payments_one_live ON payments (order_id) WHERE status IN ('SUBMITTED', 'CAPTURED')`);
    await runner.query(`
      CREATE TABLE refunds (
        id uuid CONSTRAINT refunds_pk PRIMARY KEY,
        payment_id uuid NOT NULL CONSTRAINT refunds_payment_fk REFERENCES payments (id),
        amount bigint NOT NULL,
        reason text NOT NULL,
        status text NOT NULL,
        provider_ref text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT refunds_amount_positive CHECK (amount > 0),
        CONSTRAINT refunds_status_known CHECK (status IN ('SUBMITTED', 'SUCCEEDED', 'FAILED'))
      )`);
    await runner.query(`CREATE INDEX refunds_payment ON refunds (payment_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refunds, payments`);
  }
}
