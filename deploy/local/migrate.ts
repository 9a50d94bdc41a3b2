// Brings the databases of several apps to their newest migration, in one process: loading TypeORM takes longer than
// finding that there is nothing to do. Each app's own migrate.js is what runs, as it does everywhere else.
// Usage: node migrate.ts <project root> <app>…, with the addresses in DATABASE_URLS: {"<app>": "postgres://…"}
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [root = '', ...apps] = process.argv.slice(2);
const urls = JSON.parse(process.env['DATABASE_URLS'] ?? '{}') as Record<string, string>;
for (const app of apps) {
  process.env['DATABASE_URL'] = urls[app];
  await import(pathToFileURL(join(root, 'apps', app, 'dist/migrate.js')).href);
}
