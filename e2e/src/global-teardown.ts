import { rm } from 'node:fs/promises';
import type { Shop } from '../../deploy/local/shop.ts';

/** Stops the shop that was started for the run, and removes its data. */
export default async function teardown(): Promise<void> {
  const { shop } = globalThis as { shop?: Shop };
  if (!shop) return;
  await shop.stop();
  await rm(shop.dataDir, { recursive: true, force: true });
}
