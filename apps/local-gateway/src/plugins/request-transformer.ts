import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { clearHeader, getHeader, getHeaderValues, type HeaderList } from '../header-list.ts';
import { compileTemplate, isTrue, type Environment, type LuaValue, type Template } from './lua-template.ts';
import { definePlugin } from './plugin.ts';
import {
  bodyKind,
  decodeArguments,
  encodeArguments,
  readParameters,
  writeParameters,
  type Arguments,
} from './request-body.ts';

const TABLES = ['headers', 'query_params', 'uri_captures', 'shared'];

/** `name:template`; a template that cannot be rendered here stops the gateway instead of failing requests. */
const pair = z.string().superRefine((text, context) => {
  const [name, value] = split(text);
  try {
    if (name === '' || value === '') throw new SyntaxError('must be "name:value"');
    compileTemplate(value, TABLES);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});
const uri = z.string().superRefine((text, context) => {
  try {
    compileTemplate(text, TABLES);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const names = z.array(z.string()).default([]);
const pairs = z.array(pair).default([]);
const perPart = { headers: pairs, querystring: pairs, body: pairs };

const schema = z.strictObject({
  http_method: z
    .string()
    .regex(/^[A-Za-z]+$/)
    .nullish(),
  remove: z.strictObject({ headers: names, querystring: names, body: names }).prefault({}),
  rename: z.strictObject(perPart).prefault({}),
  replace: z.strictObject({ ...perPart, uri: uri.nullish() }).prefault({}),
  add: z.strictObject(perPart).prefault({}),
  append: z.strictObject(perPart).prefault({}),
});

type Config = z.infer<typeof schema>;
type Part = keyof typeof perPart;
type Rendered = readonly (readonly [name: string, value: string])[];

function split(text: string): readonly [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:]+):*(.*)$/s.exec(text) ?? [];
  return [name, value];
}

/** The five steps on one part of the request, with their templates compiled. */
interface Steps {
  readonly remove: readonly string[];
  readonly rename: Rendered;
  readonly replace: readonly (readonly [name: string, value: Template])[];
  readonly add: Steps['replace'];
  readonly append: Steps['replace'];
  readonly isEmpty: boolean;
}

function stepsOf(config: Config, part: Part): Steps {
  const compile = (list: readonly string[]) =>
    list.map((text) => [split(text)[0], compileTemplate(split(text)[1], TABLES)] as const);
  const remove = config.remove[part].map((text) => split(text)[0]);
  const rename = config.rename[part].map(split);
  const [replace, add, append] = [config.replace[part], config.add[part], config.append[part]].map(compile);
  const isEmpty = [remove, rename, replace, add, append].every((list) => list!.length === 0);
  return { remove, rename, replace: replace!, add: add!, append: append!, isEmpty };
}

/** What templates can see: the request as it came to this plugin. */
function environmentOf(exchange: Exchange): Environment {
  const headers = [...exchange.headers];
  const query = decodeArguments(exchange.query.slice(1));
  return {
    headers: (key) => getHeader(headers, key.toLowerCase().replaceAll('_', '-')),
    query_params: (key) => query[key] as LuaValue,
    uri_captures: (key) => exchange.captures[key],
    shared: () => undefined,
  };
}

/** Host is not one of the headers to transform: replacing it chooses the name that the upstream is called by. */
function transformHeaders(exchange: Exchange, steps: Steps, environment: Environment): void {
  const list = exchange.headers;
  const has = (name: string) => name !== 'host' && getHeader(list, name) !== undefined;
  for (const name of steps.remove) if (name.toLowerCase() !== 'host') clearHeader(list, name.toLowerCase());
  for (const [from, to] of steps.rename) renameHeader(list, from.toLowerCase(), to);
  for (const [name, value] of steps.replace) {
    const lower = name.toLowerCase();
    if (lower === 'host') exchange.upstreamHost = value(environment);
    else if (has(lower)) exchange.setHeader(name, value(environment));
  }
  for (const [name, value] of steps.add) {
    if (!has(name.toLowerCase()) && name.toLowerCase() !== 'host') exchange.setHeader(name, value(environment));
  }
  for (const [name, value] of steps.append) list.push(name, value(environment));
}

function renameHeader(list: HeaderList, from: string, to: string): void {
  const values = getHeaderValues(list, from);
  if (values.length === 0 || from === 'host') return;
  clearHeader(list, from);
  if (from !== to.toLowerCase()) clearHeader(list, to.toLowerCase());
  for (const value of values) list.push(to, value);
}

/** Query arguments and body values are transformed alike. */
function transformValues(values: Arguments, steps: Steps, environment: Environment): boolean {
  let changed = steps.remove.length > 0 || steps.append.length > 0;
  for (const name of steps.remove) delete values[name];
  for (const [from, to] of steps.rename) {
    if (from === to || !isTrue(values[from])) continue;
    const value = values[from];
    delete values[from];
    values[to] = value;
    changed = true;
  }
  for (const [name, value] of steps.replace) {
    if (!isTrue(values[name])) continue;
    values[name] = value(environment);
    changed = true;
  }
  for (const [name, value] of steps.add) {
    if (isTrue(values[name])) continue;
    values[name] = value(environment);
    changed = true;
  }
  for (const [name, value] of steps.append) {
    const old = values[name];
    values[name] =
      typeof old === 'string' || Array.isArray(old) ? [old, value(environment)].flat() : [value(environment)];
  }
  return changed;
}

/** Kong writes arguments in the order of their names. */
function formatQuery(values: Arguments): string {
  const text = encodeArguments(Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))));
  return text === '' ? '' : `?${text}`;
}

export const requestTransformer = definePlugin({
  name: 'request-transformer',
  priority: 801,
  schema,
  create(config) {
    const headers = stepsOf(config, 'headers');
    const query = stepsOf(config, 'querystring');
    const body = stepsOf(config, 'body');
    const path = config.replace.uri == null ? undefined : compileTemplate(config.replace.uri, TABLES);
    const method = config.http_method?.toUpperCase();
    const bodyless = method === 'GET' || method === 'HEAD' || method === 'TRACE';

    /** A form that is sent with a method without a body moves into the query. */
    async function moveFormToQuery(exchange: Exchange): Promise<void> {
      const form = await readParameters(exchange);
      const values = decodeArguments(exchange.query.slice(1));
      for (const [name, value] of Object.entries(form?.values ?? {})) {
        values[name] = name in values ? [values[name], value].flat() : value;
      }
      exchange.query = formatQuery(values);
    }

    /** Bodies other than JSON objects and forms pass as they are. */
    async function transformBody(exchange: Exchange, environment: Environment): Promise<void> {
      const parameters = await readParameters(exchange);
      if (parameters && transformValues(parameters.values, body, environment))
        exchange.replaceBody(writeParameters(parameters));
    }

    function transformQuery(exchange: Exchange, environment: Environment): void {
      if (query.isEmpty) return;
      const values = decodeArguments(exchange.query.slice(1));
      transformValues(values, query, environment);
      exchange.query = formatQuery(values);
    }

    return {
      access(exchange) {
        const environment = environmentOf(exchange);
        const kind = bodyKind(exchange.header('content-type'));
        if (path) exchange.upstreamPath = path(environment);
        if (method) exchange.method = method;
        transformHeaders(exchange, headers, environment);
        if ((body.isEmpty && !bodyless) || !kind) return transformQuery(exchange, environment);
        return (async () => {
          if (bodyless && kind === 'form') await moveFormToQuery(exchange);
          if (!body.isEmpty) await transformBody(exchange, environment);
          transformQuery(exchange, environment);
        })();
      },
    };
  },
});
