import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RefundRequests1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE refunds
        ADD COLUMN requested_by uuid,
        ADD COLUMN idempotency_key text,
        ADD COLUMN request_hash text,
        ADD COLUMN answer_status integer,
        ADD COLUMN answer_body text,
        ADD CONSTRAINT refunds_idempotency UNIQUE (requested_by, idempotency_key)`);
    // payments_never_over_refunded counts what has gone back; this counts what is on its way too. The row lock makes those
    // who begin a refund at the same time see each other's.
    await runner.query(`
      CREATE FUNCTION refunds_never_above_payment() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE payable bigint;
      BEGIN
        SELECT amount INTO payable FROM payments WHERE id = NEW.payment_id FOR UPDATE;
        IF NEW.amount > payable - (SELECT coalesce(sum(amount), 0) FROM refunds
                                   WHERE payment_id = NEW.payment_id AND status <> 'FAILED') THEN
          RAISE EXCEPTION 'payment % has less left than is to be refunded', NEW.payment_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_above_payment';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER refunds_never_above_payment BEFORE INSERT ON refunds
      FOR EACH ROW EXECUTE FUNCTION refunds_never_above_payment()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER refunds_never_above_payment ON refunds`);
    await runner.query(`DROP FUNCTION refunds_never_above_payment`);
    await runner.query(`
      ALTER TABLE refunds DROP COLUMN requested_by, DROP COLUMN idempotency_key, DROP COLUMN request_hash,
        DROP COLUMN answer_status, DROP COLUMN answer_body`);
  }
}
