// `npm run gateway`: the local gateway alone, with any configuration.
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

const ROOT = new URL('../../', import.meta.url);
await build(fileURLToPath(ROOT), new AbortController().signal);
// It reads its command line itself, and explains it with --help.
await import(new URL('apps/local-gateway/dist/main.js', ROOT).href);
