import { describe, expect, it } from '@jest/globals';
import { table, welcome } from './table.ts';

describe('table', () => {
  it('aligns columns to their widest cell', () => {
    expect(
      table([
        ['a', 'bb', 'c'],
        ['aaa', 'b', 'c'],
      ]),
    ).toBe('  a    bb  c\n  aaa  b   c');
  });
});

describe('welcome', () => {
  const shop = {
    baseUrl: 'http://localhost:8000',
    dataDir: '.shopmesh',
    processes: [{ name: 'gateway', pid: 4711, ports: { http: 8000, admin: 8001 } }],
    accounts: [
      { role: 'staff', email: 'staff@shop.example', password: 'staff secret' },
      { role: 'customer', email: 'anna@shop.example', password: 'anna secret' },
    ],
    seconds: 3.21,
  };

  it('says where the shop is, what runs, who may sign in, where the logs are and how to stop', () => {
    for (const part of [
      'http://localhost:8000 (3.2 s)',
      'gateway  http 8000, admin 8001  4711',
      'staff     staff@shop.example  staff secret',
      '.shopmesh/logs',
      'Ctrl-C',
    ]) {
      expect(welcome(shop)).toContain(part);
    }
  });

  it('signs in as the customer in the commands to try', () => {
    expect(welcome(shop)).toContain(`-d '{"email":"anna@shop.example","password":"anna secret"}'`);
  });
});
