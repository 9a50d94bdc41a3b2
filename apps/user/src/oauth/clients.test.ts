import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Client, ClientSecrets, json, registrations } from './clients.ts';

const UUID = '01900000-0000-7000-8000-000000000001';
const SECRET = 's'.repeat(32);
const NATIVE: Client = { kind: 'native', id: 'app', name: 'App', redirectUris: ['http://127.0.0.1/callback'] };
const MACHINE: Client = { kind: 'machine', id: UUID, name: 'Warehouse', roles: ['staff'] };

const read = (value: unknown) =>
  json(z.array(Client)).safeParse(typeof value === 'string' ? value : JSON.stringify(value));

describe('the list of clients', () => {
  it('may be empty, or have one of each kind', () => {
    const web = { ...NATIVE, kind: 'web', id: 'site' };
    expect(read('[]').data).toEqual([]);
    expect(read([NATIVE, web, MACHINE]).data).toEqual([NATIVE, web, MACHINE]);
  });

  it.each([
    ['no JSON', '['],
    ['no list', NATIVE],
    ['an unknown kind', [{ ...NATIVE, kind: 'trusted' }]],
    ['a secret in the open', [{ ...MACHINE, secret: SECRET }]],
    ['a machine that is a customer', [{ ...MACHINE, roles: ['customer'] }]],
    ['a machine that is an admin', [{ ...MACHINE, roles: ['admin'] }]],
    ['a machine whose id cannot be a subject', [{ ...MACHINE, id: 'warehouse' }]],
    ['an application that is named like a user', [{ ...NATIVE, id: UUID }]],
    ['an application without a way back', [{ ...NATIVE, redirectUris: [] }]],
  ])('is refused with %s', (_, value) => expect(read(value).success).toBe(false));
});

describe('a client with a secret', () => {
  it('is refused without it, by name', () => {
    expect(() => registrations([NATIVE, MACHINE], {})).toThrow(`no secret of ${UUID}`);
  });

  it('is refused with one that could be guessed', () => {
    expect(ClientSecrets.safeParse({ [UUID]: 'short' }).success).toBe(false);
    expect(ClientSecrets.safeParse({ [UUID]: SECRET }).success).toBe(true);
  });
});
