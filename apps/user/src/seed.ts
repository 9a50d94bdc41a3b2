import { Database, sql } from '@shopmesh/database';
import { v7 as uuidv7 } from 'uuid';
import { PasswordHasher } from './auth/password-hasher.ts';
import { createDataSource } from './data-source.ts';
import { DEMO_ACCOUNTS, type DemoAccount } from './demo-accounts.ts';

const EXISTS = sql(`SELECT id FROM users WHERE email = $1`);
const CREATE = sql(`
  INSERT INTO users (id, email, name, password_hash, roles) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (email) DO NOTHING RETURNING id`);
const ADD_ADDRESS = sql(`
  INSERT INTO addresses (id, user_id, name, line1, line2, city, postal_code, country)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`);

/** Makes an account unless there is one with its address. @returns whether it was made */
async function ensure(database: Database, account: DemoAccount, passwords: PasswordHasher): Promise<boolean> {
  const { email, password, name, role, address } = account;
  if (await database.one(EXISTS, [email])) return false;
  const hash = await passwords.hash(password);
  return database.transaction(async (tx) => {
    const user = await tx.one<{ id: string }>(CREATE, [uuidv7(), email, name, hash, [role]]);
    if (!user) return false;
    if (address) {
      const { name, line1, line2, city, postalCode, country } = address;
      await tx.one(ADD_ADDRESS, [uuidv7(), user.id, name, line1, line2 ?? null, city, postalCode, country]);
    }
    return true;
  });
}

const dataSource = await createDataSource(process.env['DATABASE_URL'] ?? '').initialize();
try {
  const passwords = new PasswordHasher();
  let made = 0;
  for (const account of DEMO_ACCOUNTS) {
    if (await ensure(new Database(dataSource), account, passwords)) made++;
  }
  console.log(`user: ${made} demo accounts made, ${DEMO_ACCOUNTS.length - made} were there`);
} finally {
  await dataSource.destroy();
}
