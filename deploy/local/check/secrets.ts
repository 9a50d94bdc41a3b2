import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DATABASES, type DatabaseOf, type Evidence } from './evidence.ts';
import type { Finding, Invariant } from './invariant.ts';

/** A card's token, an access token, a private key, and sixteen digits in groups: JavaScript and Postgres read them alike. */
const PATTERNS = [
  'tok_[a-z]\\w*',
  'eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}',
  'BEGIN [A-Z ]*PRIVATE KEY',
  '(?<![\\w-])[3-6]\\d{3}([ -]?)\\d{4}\\1\\d{4}\\1\\d{4}(?![\\w-])',
] as const;

const TABLES = `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`;

/** What may be there: an order needs the card's token until its payment has an outcome. */
const LEGITIMATE: Readonly<Record<string, string>> = {
  orders: `CASE WHEN step IN ('RESERVE', 'PAY') THEN 'payment_token' END`,
};

/** Looks for what must stay secret in every log file and every row of every table. */
export const SECRETS: Invariant = {
  number: 26,
  sentence: 'no card, token, key or password in a log or a table',
  async find(evidence) {
    const pattern = [...PATTERNS, ...evidence.secrets.map(escaped)].join('|');
    const findings = [await inLogs(evidence, pattern)];
    for (const app of DATABASES) findings.push(await inTables(evidence, app, pattern));
    return {
      rows: findings.reduce((sum, { rows }) => sum + rows, 0),
      offenders: findings.flatMap(({ offenders }) => offenders),
    };
  },
};

/** Offenders are `order.log:12`, never what stands there. */
async function inLogs({ logs }: Evidence, pattern: string): Promise<Finding> {
  const secret = new RegExp(pattern);
  const offenders: string[] = [];
  let rows = 0;
  for (const file of logs) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    rows += lines.length;
    lines.forEach((line, at) => secret.test(line) && offenders.push(`${basename(file)}:${at + 1}`));
  }
  return { rows, offenders };
}

/** Offenders are `order.orders (0,12)`: database, table, and where in the table. */
async function inTables(evidence: Evidence, app: DatabaseOf, pattern: string): Promise<Finding> {
  const findings: Finding[] = [];
  for (const { name } of await evidence.query<{ name: string }>(app, TABLES)) {
    const row = `(to_jsonb(t) - coalesce(${LEGITIMATE[name] ?? 'NULL'}, ''))::text`;
    const text = `
      SELECT count(*)::int AS rows, coalesce(array_agg($2 || ctid) FILTER (WHERE ${row} ~ $1), '{}') AS offenders
      FROM "${name}" AS t`;
    findings.push(...(await evidence.query<Finding>(app, text, [pattern, `${app}.${name} `])));
  }
  return {
    rows: findings.reduce((sum, { rows }) => sum + rows, 0),
    offenders: findings.flatMap(({ offenders }) => offenders),
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
