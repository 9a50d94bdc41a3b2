import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SigningKeys1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE signing_keys (
        kid text CONSTRAINT signing_keys_pk PRIMARY KEY,
        status text NOT NULL CONSTRAINT signing_keys_status_known CHECK (status IN ('next', 'current', 'retired')),
        public_jwk jsonb NOT NULL,
        encrypted_private_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    // At most one key signs and one is next, however many replicas would make one.
    await runner.query(`CREATE UNIQUE INDEX signing_keys_one ON signing_keys (status) WHERE status <> 'retired'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE signing_keys`);
  }
}
