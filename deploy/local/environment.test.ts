import { describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { APPS } from './apps.ts';
import { readSettings, rewriteAddresses } from './environment.ts';
import { place } from './placement.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('rewriteAddresses', () => {
  const addresses = new Map([
    ['user:3001', '127.0.0.1:43001'],
    ['payment:5004', '127.0.0.1:45004'],
  ]);

  it.each([
    ['http://user:3001/oauth/jwks', 'http://127.0.0.1:43001/oauth/jwks'],
    ['payment:5004', '127.0.0.1:45004'],
    ['payment:5004,user:3001', '127.0.0.1:45004,127.0.0.1:43001'],
    ['user:30012', 'user:30012'],
    ['power-user:3001', 'power-user:3001'],
    ['http://localhost:8000', 'http://localhost:8000'],
    ['user', 'user'],
  ])('turns %s into %s', (from, to) => expect(rewriteAddresses({ SETTING: from }, addresses)).toEqual({ SETTING: to }));
});

describe('deploy/env', () => {
  it('names no host of the shop that the launcher cannot place', async () => {
    const { addresses } = await place(ROOT, APPS, 8000, true);
    for (const { name } of APPS) {
      const values = Object.values(rewriteAddresses(readSettings(ROOT, name), addresses)).join(' ');
      expect(values).not.toMatch(/\b(user|product|order|payment|payment-simulator):\d/);
    }
  });
});
