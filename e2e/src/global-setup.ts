import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShop, type Shop } from '../../deploy/local/shop.ts';
import { KEY_LEAD_SECONDS, TARGET_VARIABLE, type Target } from './target.ts';

/** The specs buy faster than any customer; the limits still count, and have tests of their own in the gateway. */
const LIMIT_FACTOR = 1000;

/** Chooses the target: E2E_BASE_URL, else a shop of its own in a temporary folder. */
export default async function setup(): Promise<void> {
  const given = process.env['E2E_BASE_URL'];
  if (given) return choose({ baseUrl: given.replace(/\/$/, '') });
  const dataDir = await mkdtemp(join(tmpdir(), 'shopmesh-e2e-'));
  const env = { user: { KEY_LEAD_SECONDS: String(KEY_LEAD_SECONDS) } };
  const shop = await startShop({ dataDir, gatewayPort: 0, limitFactor: LIMIT_FACTOR, compile: false, env });
  (globalThis as { shop?: Shop }).shop = shop;
  choose({ baseUrl: shop.baseUrl, dataDir });
}

function choose(target: Target): void {
  process.env[TARGET_VARIABLE] = JSON.stringify(target);
}
