import { parseArgs } from 'node:util';
import { Database } from '@shopmesh/database';
import { loadConfig } from '@shopmesh/runtime';
import { shape } from './config.ts';
import { createDataSource } from './data-source.ts';
import { KeyStore } from './token/key-store.ts';

const USAGE = `Changes the keys that tokens are signed with, while the service runs: its replicas notice within seconds.

  node dist/rotate-keys.js                publish a new key. It signs when everybody who verifies tokens has had time to
                                          learn of it (KEY_LEAD_SECONDS, an hour), and the old one goes when its last
                                          token is dead; the service sees to both. No token is refused on the way.
                                          Run again before that, it changes nothing.
  node dist/rotate-keys.js --revoke KID   KID has leaked: remove it at once. When it is the one that signs, another signs
                                          from now on. All tokens that KID signed are refused, after eleven minutes
                                          at most; their owners stay signed in and get new ones by refreshing.
                                          For some seconds new tokens may be refused too, where the new key is not known
                                          yet. Run again, it changes nothing.
  node dist/rotate-keys.js --list         show the keys

Takes DATABASE_URL, KEY_ENCRYPTION_KEY and KEY_LEAD_SECONDS from the environment, as the service has them.`;

type Options = { revoke?: string; list?: boolean; help?: boolean };

try {
  const options = readOptions();
  if (options.help) console.log(USAGE);
  else await change(options);
} catch (error) {
  console.error(`user: ${(error as Error).message}`);
  process.exitCode = 1;
}

function readOptions(): Options {
  const kinds = {
    revoke: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ options: kinds });
  if (values.list && values.revoke !== undefined) throw new Error('--list and --revoke do not go together');
  return values;
}

async function change({ revoke, list }: Options): Promise<void> {
  const { DATABASE_URL, KEY_ENCRYPTION_KEY, KEY_LEAD_SECONDS } = shape;
  const config = loadConfig({ DATABASE_URL, KEY_ENCRYPTION_KEY, KEY_LEAD_SECONDS });
  const dataSource = await createDataSource(config.DATABASE_URL, 1).initialize();
  try {
    const store = new KeyStore(new Database(dataSource), config.KEY_ENCRYPTION_KEY);
    if (revoke !== undefined) console.log(`user: ${await revoked(store, revoke)}`);
    else if (!list) console.log(`user: ${await begun(store, config.KEY_LEAD_SECONDS)}`);
    for (const { kid, status, ageSeconds } of await store.list()) {
      console.log(`user: ${kid} ${status} for ${Math.round(ageSeconds)} s`);
    }
  } finally {
    await dataSource.destroy();
  }
}

async function begun(store: KeyStore, leadSeconds: number): Promise<string> {
  const isNew = await store.publishNext();
  return `${isNew ? 'a new key was made' : 'a new key is there already'}; it signs ${leadSeconds} s after it was made`;
}

async function revoked(store: KeyStore, kid: string): Promise<string> {
  return (await store.revoke(kid)) ? `${kid} was removed` : `there is no key ${kid}: nothing to do`;
}
