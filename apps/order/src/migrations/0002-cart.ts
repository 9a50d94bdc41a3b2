import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cart1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cart_items (
        user_id uuid,
        product_id uuid,
        quantity integer NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT cart_items_pk PRIMARY KEY (user_id, product_id),
        CONSTRAINT cart_items_quantity_positive CHECK (quantity > 0)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE cart_items`);
  }
}
