import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** A database and the role of the same name that owns it, and owns nothing else. */
export interface DatabaseLogin {
  name: string;
  password: string;
}

/**
 * Makes each database and its role, if missing, and sets each password. Nobody but its owner (and the superuser) may
 * connect to a database.
 */
export async function ensureDatabases(superuserUrl: string, databases: readonly DatabaseLogin[]): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ roles: string[]; databases: string[] }>(
      `select array(select rolname::text from pg_roles) as roles, array(select datname::text from pg_database) as databases`,
    );
    const existing = rows[0]!;
    for (const { name, password } of databases) {
      const role = escapeIdentifier(name);
      const verb = existing.roles.includes(name) ? 'alter' : 'create';
      await client.query(`${verb} role ${role} login password ${escapeLiteral(password)}`);
      // Not in a transaction: CREATE DATABASE refuses one.
      if (!existing.databases.includes(name)) await client.query(`create database ${role} owner ${role}`);
    }
    const closed = ['postgres', 'template1', ...databases.map((database) => database.name)];
    await client.query(`revoke connect on database ${closed.map(escapeIdentifier).join(', ')} from public`);
  } finally {
    await client.end();
  }
}
