import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Users1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid CONSTRAINT users_pk PRIMARY KEY,
        email text NOT NULL CONSTRAINT users_email_key UNIQUE,
        name text NOT NULL,
        password_hash text NOT NULL,
        roles text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_roles_known CHECK (cardinality(roles) > 0 AND roles <@ '{customer,staff,admin}')
      )`);
    await runner.query(`
      CREATE TABLE addresses (
        id uuid CONSTRAINT addresses_pk PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT addresses_user_fk REFERENCES users (id) ON DELETE CASCADE,
        name text NOT NULL,
        line1 text NOT NULL,
        line2 text,
        city text NOT NULL,
        postal_code text NOT NULL,
        country character(2) NOT NULL
      )`);
    await runner.query(`CREATE INDEX addresses_of_user ON addresses (user_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE addresses, users`);
  }
}
