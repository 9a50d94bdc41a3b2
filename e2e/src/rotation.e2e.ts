import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { call, newCustomer, newProduct, orderOf, place, signIn } from './client.ts';
import { userEnvironment } from './signing-key.ts';
import { KEY_LEAD_SECONDS, target } from './target.ts';

/** Only a shop started for the run can be given commands. */
const embedded = target().dataDir ? describe : describe.skip;

const COMMAND = join(import.meta.dirname, '../../apps/user/dist/rotate-keys.js');
const READ = ['/v1/users/me', '/v1/orders', '/v1/cart'];
const READERS = 4;
const BUYERS = 2;
/** The load goes on for this long after the new key signs: several times as long as anybody keeps a list of keys. */
const AFTERWARDS_MS = 10_000;

async function rotateKeys(...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], KEY_LEAD_SECONDS: String(KEY_LEAD_SECONDS), ...userEnvironment() };
  return (await promisify(execFile)(process.execPath, [COMMAND, ...args], { env })).stdout;
}

const kidOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string;

const publishedKids = async (): Promise<string[]> =>
  (await call('GET', '/oauth/jwks')).body.keys.map((key: { kid: string }) => key.kid);

/** Private reads and checkouts, with the tokens of before and with new ones. */
class Load {
  readonly refusals: string[] = [];
  /** Answers by the key that signed the token. */
  readonly answers = new Map<string, number>();
  #isOver = false;
  readonly #clients: Promise<void>[];

  constructor(account: { email: string; password: string }, oldToken: string, productId: string) {
    const tokens = [oldToken, oldToken];
    const renewal = this.#loop(async () => {
      tokens[1] = await signIn(account);
      await sleep(200);
    });
    const reader = (_: unknown, at: number) =>
      this.#loop((turn) => this.#ask(tokens[turn % 2]!, (token) => call('GET', READ[(at + turn) % 3]!, { token })));
    const buyer = () =>
      this.#loop((turn) => this.#ask(tokens[turn % 2]!, (token) => place(token, orderOf([productId]))));
    this.#clients = [renewal, ...Array.from({ length: READERS }, reader), ...Array.from({ length: BUYERS }, buyer)];
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #loop(step: (turn: number) => Promise<void>): Promise<void> {
    for (let turn = 0; !this.#isOver; turn++) await step(turn);
  }

  async #ask(token: string, send: (token: string) => ReturnType<typeof call>): Promise<void> {
    const { status, body, text } = await send(token);
    if (status >= 300) this.refusals.push(`${status} ${body?.code ?? text}`);
    this.answers.set(kidOf(token), (this.answers.get(kidOf(token)) ?? 0) + 1);
  }
}

embedded('rotating the signing keys', () => {
  let load: Load | undefined;
  afterEach(() => load?.end());

  it('refuses nobody who reads or buys meanwhile, and lets a leaked key go', async () => {
    const { token: oldToken, ...account } = await newCustomer();
    const product = await newProduct(100_000);
    const oldKid = kidOf(oldToken);
    load = new Load(account, oldToken, product.id);

    // Two at once are as good as one.
    const said = (await Promise.all([rotateKeys(), rotateKeys()])).map((text) => text.split(';')[0]).sort();
    expect(said).toEqual(['user: a new key is there already', 'user: a new key was made']);
    const end = Date.now() + (KEY_LEAD_SECONDS + 20) * 1000;
    while (kidOf(await signIn(account)) === oldKid && Date.now() < end) await sleep(200);
    await sleep(AFTERWARDS_MS);
    await load.end();

    const [newKid] = await publishedKids();
    expect(newKid).not.toBe(oldKid);
    expect(load.refusals).toEqual([]);
    expect([...load.answers.keys()].sort()).toEqual([oldKid, newKid].sort());
    for (const answers of load.answers.values()) expect(answers).toBeGreaterThan(50);

    expect(await rotateKeys('--revoke', oldKid)).toContain(`${oldKid} was removed`);
    const isRefused = async () => (await call('GET', '/v1/orders', { token: oldToken })).status === 401;
    while (!(await isRefused())) await sleep(200);
    expect((await call('GET', '/v1/orders', { token: await signIn(account) })).status).toBe(200);
  }, 90_000);
});
