import type { Exchange } from '../exchange.ts';

/** Arguments of a query or a form: a name without "=" has the value true, a repeated name a list. */
export type Arguments = Record<string, unknown>;

/** A body of named values, as JSON object or HTML form. */
export interface Parameters {
  readonly kind: 'json' | 'form';
  readonly values: Record<string, unknown>;
}

/** Which of the two the content type announces. */
export function bodyKind(contentType: string | undefined): Parameters['kind'] | undefined {
  const type = contentType?.toLowerCase() ?? '';
  if (type.includes('application/json')) return 'json';
  return type.includes('application/x-www-form-urlencoded') ? 'form' : undefined;
}

export function decodeArguments(text: string): Arguments {
  const values: Arguments = {};
  for (const pair of text.split('&')) {
    const at = pair.indexOf('=');
    const name = unescape(at < 0 ? pair : pair.slice(0, at));
    if (name === '') continue;
    const value = at < 0 ? true : unescape(pair.slice(at + 1));
    values[name] = Object.hasOwn(values, name) ? [values[name], value].flat() : value;
  }
  return values;
}

export function encodeArguments(values: Readonly<Arguments>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === true ? escape(name) : `${escape(name)}=${escape(String(one))}`)),
  );
  return pairs.join('&');
}

/** Broken escapes stay as they are. */
function unescape(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** All but letters, digits and `-._~`, as nginx does. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The request body as named values; undefined when it is of another type or malformed. */
export async function readParameters(exchange: Exchange): Promise<Parameters | undefined> {
  const kind = bodyKind(exchange.header('content-type'));
  if (!kind) return undefined;
  const text = (await exchange.readBody()).toString();
  if (kind === 'form') return { kind, values: decodeArguments(text) };
  if (text === '') return { kind, values: {} };
  try {
    const values: unknown = JSON.parse(text);
    return typeof values === 'object' && values !== null
      ? { kind, values: values as Record<string, unknown> }
      : undefined;
  } catch {
    return undefined;
  }
}

export function writeParameters({ kind, values }: Parameters): Buffer {
  return Buffer.from(kind === 'json' ? JSON.stringify(values).replaceAll('/', '\\/') : encodeArguments(values));
}
