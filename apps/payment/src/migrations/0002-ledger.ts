import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger_transactions (
        id uuid CONSTRAINT ledger_transactions_pk PRIMARY KEY,
        kind text NOT NULL,
        source_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT ledger_transactions_once UNIQUE (kind, source_id)
      )`);
    await runner.query(`
      CREATE TABLE ledger_entries (
        transaction_id uuid CONSTRAINT ledger_entries_transaction_fk REFERENCES ledger_transactions (id),
        account text,
        amount bigint NOT NULL,
        currency character(3) NOT NULL,
        CONSTRAINT ledger_entries_pk PRIMARY KEY (transaction_id, account)
      )`);
    await runner.query(`
      CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM ledger_entries WHERE transaction_id = NEW.transaction_id
                   GROUP BY currency HAVING sum(amount) <> 0) THEN
          RAISE EXCEPTION 'ledger transaction % does not balance', NEW.transaction_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balances';
        END IF;
        RETURN NULL;
      END $$`);
    // At commit: a transaction may be unbalanced while its sides are being written.
    await runner.query(`
      CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entries
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances()`);
    await runner.query(`
      CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is refused: the ledger only grows', TG_OP, TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege';
      END $$`);
    for (const table of ['ledger_transactions', 'ledger_entries']) {
      await runner.query(`
        CREATE TRIGGER ${table}_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger_entries, ledger_transactions`);
    await runner.query(`DROP FUNCTION ledger_balances, ledger_only_grows`);
  }
}
