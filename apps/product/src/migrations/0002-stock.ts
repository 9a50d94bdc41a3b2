import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Stock1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stock (
        sku text CONSTRAINT stock_pk PRIMARY KEY CONSTRAINT stock_sku_fk REFERENCES products (sku),
        on_hand bigint NOT NULL DEFAULT 0,
        reserved bigint NOT NULL DEFAULT 0,
        CONSTRAINT stock_never_oversold CHECK (0 <= reserved AND reserved <= on_hand)
      ) WITH (fillfactor = 70)`);
    await runner.query(`
      CREATE TABLE stock_adjustments (
        id uuid CONSTRAINT stock_adjustments_pk PRIMARY KEY,
        sku text NOT NULL CONSTRAINT stock_adjustments_sku_fk REFERENCES stock (sku),
        quantity bigint NOT NULL,
        adjusted_by uuid,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE TYPE reservation_state AS ENUM
      ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REJECTED', 'LOST')`);
    await runner.query(`
      CREATE TABLE reservations (
        order_id uuid CONSTRAINT reservations_pk PRIMARY KEY,
        state reservation_state NOT NULL,
        missing_skus text[] NOT NULL DEFAULT '{}',
        expires_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 80)`);
    await runner.query(`CREATE INDEX reservations_held ON reservations (expires_at) WHERE state = 'HELD'`);
    await runner.query(`
      CREATE TABLE reservation_lines (
        order_id uuid CONSTRAINT reservation_lines_order_fk REFERENCES reservations (order_id),
        sku text,
        quantity bigint NOT NULL,
        CONSTRAINT reservation_lines_pk PRIMARY KEY (order_id, sku),
        CONSTRAINT reservation_lines_quantity_positive CHECK (quantity > 0)
      )`);
    // Lists filter by in_stock without a join. The WHEN clause makes this free unless the last piece goes or the first comes.
    await runner.query(`
      CREATE FUNCTION stock_shown() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE products SET in_stock = NEW.on_hand > NEW.reserved WHERE sku = NEW.sku;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER stock_shown_on_change AFTER UPDATE ON stock FOR EACH ROW
      WHEN ((OLD.on_hand > OLD.reserved) <> (NEW.on_hand > NEW.reserved)) EXECUTE FUNCTION stock_shown()`);
    await runner.query(`
      CREATE TRIGGER stock_shown_on_insert AFTER INSERT ON stock FOR EACH ROW
      WHEN (NEW.on_hand > NEW.reserved) EXECUTE FUNCTION stock_shown()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE reservation_lines, reservations, stock_adjustments, stock`);
    await runner.query(`DROP FUNCTION stock_shown`);
    await runner.query(`DROP TYPE reservation_state`);
  }
}
