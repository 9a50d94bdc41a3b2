import { z } from 'zod';
import { clearHeader, getHeader, setHeader } from '../header-list.ts';
import { definePlugin } from './plugin.ts';

const EMPTY_BODY_LIST = z.array(z.never(), 'bodies are not transformed here').default([]);
const names = z.strictObject({ headers: z.array(z.string()).default([]), json: EMPTY_BODY_LIST }).prefault({});
const pairs = z
  .strictObject({
    headers: z.array(z.string().regex(/^[^:]+:.*$/, 'must be "name:value"')).default([]),
    json: EMPTY_BODY_LIST,
    json_types: EMPTY_BODY_LIST,
  })
  .prefault({});

const schema = z.strictObject({ remove: names, rename: pairs, replace: pairs, add: pairs, append: pairs });

function split(pair: string): readonly [name: string, value: string] {
  const [, name, value] = /^([^:]+):*(.*)$/.exec(pair)!;
  return [name!, value!];
}

export const responseTransformer = definePlugin({
  name: 'response-transformer',
  priority: 800,
  schema,
  create(config) {
    const rename = config.rename.headers.map(split);
    const replace = config.replace.headers.map(split);
    const add = config.add.headers.map(split);
    const append = config.append.headers.map(split);
    return {
      headerFilter(_exchange, { headers }) {
        const has = (name: string) => getHeader(headers, name.toLowerCase()) !== undefined;
        // Kong decides by the headers as they came, not as the earlier steps leave them.
        const present = new Set([...rename, ...replace, ...add].map(([name]) => name).filter(has));
        const before = new Map(rename.map(([name]) => [name, getHeader(headers, name.toLowerCase())]));
        for (const name of config.remove.headers) clearHeader(headers, split(name)[0].toLowerCase());
        for (const [from, to] of rename) {
          if (!present.has(from) || !to) continue;
          setHeader(headers, to, before.get(from)!);
          clearHeader(headers, from.toLowerCase());
        }
        for (const [name, value] of replace) if (present.has(name) && value) setHeader(headers, name, value);
        for (const [name, value] of add) if (!present.has(name) && value) setHeader(headers, name, value);
        for (const [name, value] of append) headers.push(name, value);
      },
    };
  },
});
