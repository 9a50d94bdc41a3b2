import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAILPOINTS } from '@shopmesh/runtime';
import { FaultyShop } from './faulty-shop.ts';
import { tellProvider } from './provider-control.ts';
import { survive } from './survive.ts';

/** The load comes by each of them within this. */
const REACHED_MS = 45_000;
/** What Outbox has taken is left alone for a minute. */
const DELIVERED_MS = 75_000;

type Circumstances = { webhooks?: 'lost'; settings?: Record<string, string>; prepare?: () => Promise<void> };

/** What it takes for a load to come by; most need nothing. */
const CIRCUMSTANCES: readonly (readonly [RegExp, Circumstances])[] = [
  // A cancelled order whose payment has no outcome: there are few when webhooks tell it at once.
  [/\.(void|bury|cancel)\./, { webhooks: 'lost' }],
  // A payment that nobody waits for any more, and sooner than a minute after.
  [/\.sweep\./, { webhooks: 'lost', settings: { SWEEP_MS: '500', UNKNOWN_AFTER_MS: '500' } }],
  // The comparison of the day, at any hour, amid the load.
  [/\.reconcile\./, { settings: { RECONCILE_HOUR: '0', RECONCILE_LOOK_MS: '3000' }, prepare: ageComparison }],
];

let shop: FaultyShop;
beforeAll(async () => {
  shop = await FaultyShop.open();
});
afterAll(() => shop?.close());

describe('a process that dies', () => {
  it.each(FAILPOINTS)('at %s loses nothing', async (name) => {
    const [app = ''] = name.split('.');
    const [, { webhooks = 'once', settings, prepare } = {}] = CIRCUMSTANCES.find(([names]) => names.test(name)) ?? [];
    await tellProvider(shop.port('payment-simulator', 'http'), { webhooks });
    await prepare?.();
    await shop.restartOnceWith(app, { ...settings, FAILPOINTS: `${name}=kill` });
    const pid = shop.pid(app);
    await survive(shop, `killed at \`${name}\``, () => shop.died(app, pid, REACHED_MS));
  });

  it('keeps no mail from its customer', async () => {
    for (const end = Date.now() + DELIVERED_MS; (await undelivered()).length && Date.now() < end;) await sleep(500);
    expect(await undelivered()).toEqual([]);
  });
});

/** Makes today's comparison of the books one that somebody began two hours ago, and died. */
function ageComparison(): Promise<void> {
  const age = `UPDATE reconciliations SET started_at = now() - interval '2 hours', finished_at = NULL`;
  return shop.change('payment', age);
}

/** Events of which a customer has no mail, or which are not marked as told. */
async function undelivered(): Promise<string[]> {
  const told = `
    SELECT order_id || '-' || seq AS mail, sent_at IS NOT NULL AS sent FROM order_events
    WHERE type IN ('confirmed', 'cancelled') ORDER BY at`;
  const events = await shop.query<{ mail: string; sent: boolean }>('order', told);
  const isThere = (mail: string) => existsSync(join(shop.shop.dataDir, 'mails', `${mail}.eml`));
  return events.filter(({ mail, sent }) => !sent || !isThere(mail)).map(({ mail }) => mail);
}
