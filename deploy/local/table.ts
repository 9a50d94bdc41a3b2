import { relative } from 'node:path';
import type { ShopProcess } from './processes.ts';

export interface DemoAccount {
  email: string;
  password: string;
  role: string;
}

/** Rows of text with their columns aligned, two spaces before and between. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

/** What the person who started the shop sees when it is up. */
export function welcome(shop: {
  baseUrl: string;
  dataDir: string;
  processes: readonly ShopProcess[];
  accounts: readonly DemoAccount[];
  seconds: number;
}): string {
  const { baseUrl, accounts } = shop;
  const parts = [`The shop is open at ${baseUrl} (${shop.seconds.toFixed(1)} s)`, table(processRows(shop.processes))];
  if (accounts.length) {
    parts.push('Demo accounts', table(accounts.map(({ role, email, password }) => [role, email, password])));
  }
  parts.push('Try', commands(baseUrl, accounts.find(({ role }) => role === 'customer') ?? accounts[0]));
  parts.push(`Logs are in ${relative(process.cwd(), shop.dataDir) || '.'}/logs. Ctrl-C stops everything.`);
  return parts.join('\n\n');
}

function processRows(processes: readonly ShopProcess[]): string[][] {
  const rows = processes.map(({ name, pid, ports }) => {
    const places = Object.entries(ports).map(([protocol, port]) => `${protocol} ${port}`);
    return [name, places.join(', '), String(pid ?? '-')];
  });
  return [['process', '127.0.0.1', 'pid'], ...rows];
}

function commands(baseUrl: string, account: DemoAccount | undefined): string {
  const body = JSON.stringify({ email: account?.email ?? '', password: account?.password ?? '' });
  const login = `curl -s ${baseUrl}/v1/auth/login -H 'content-type: application/json' -d '${body}'`;
  return [
    `  curl -s '${baseUrl}/v1/products?limit=3'`,
    `  TOKEN=$(${login} | sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/')`,
    `  curl -s ${baseUrl}/v1/orders -H "authorization: Bearer $TOKEN"`,
  ].join('\n');
}
