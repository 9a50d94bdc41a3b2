import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { getHeaderValues } from '../header-list.ts';
import { authenticate, authenticationHooks, type Refusal } from './authentication.ts';
import { definePlugin } from './plugin.ts';
import { readParameters, writeParameters, type Parameters } from './request-body.ts';

const schema = z.strictObject({
  key_names: z.array(z.string().regex(/^[\w-]+$/, 'may hold letters, digits, "_" and "-" only')).default(['apikey']),
  key_in_header: z.boolean().default(true),
  key_in_query: z.boolean().default(true),
  key_in_body: z.boolean().default(false),
  hide_credentials: z.boolean().default(false),
  anonymous: z.string().nullish(),
  run_on_preflight: z.boolean().default(true),
  realm: z.string().nullish(),
});

type Config = z.infer<typeof schema>;

/** Values of one name in the first place that has any: header, query, body. */
function valuesOf(exchange: Exchange, config: Config, name: string, body: Parameters | undefined): unknown[] {
  if (config.key_in_header) {
    const inHeader = getHeaderValues(exchange.headers, name.toLowerCase());
    if (inHeader.length > 0) return inHeader;
  }
  if (config.key_in_query) {
    const inQuery = exchange.queryParameters().getAll(name);
    if (inQuery.length > 0) return inQuery;
  }
  const inBody = body?.values[name];
  return inBody === undefined ? [] : [inBody].flat();
}

function hide(exchange: Exchange, name: string, body: Parameters | undefined): void {
  exchange.clearHeader(name.toLowerCase());
  // Pair by pair, so that the spelling of the others stays.
  const others = exchange.query
    .slice(1)
    .split('&')
    .filter((pair) => !new URLSearchParams(pair).has(name))
    .join('&');
  exchange.query = others === '' ? '' : `?${others}`;
  if (!body) return;
  delete body.values[name];
  exchange.replaceBody(writeParameters(body));
}

export const keyAuth = definePlugin({
  name: 'key-auth',
  priority: 1250,
  schema,
  create(config, { configuration }) {
    const challenge = config.realm ? `Key realm="${config.realm}"` : 'Key';
    const refuse =
      (message: string): Refusal =>
      (exchange) =>
        exchange.fail(401, message, ['WWW-Authenticate', challenge]);

    function attempt(exchange: Exchange, body: Parameters | undefined): Refusal | undefined {
      let key: string | undefined;
      for (const name of config.key_names) {
        const values = valuesOf(exchange, config, name, body);
        if (values.length > 1) return refuse('Duplicate API key found');
        if (typeof values[0] !== 'string') continue;
        key = values[0];
        if (config.hide_credentials) hide(exchange, name, body);
        break;
      }
      if (!key) return refuse('No API key found in request');
      const credential = configuration.keyCredentials.get(key);
      if (!credential) return refuse('Unauthorized');
      authenticate(exchange, credential.consumer, credential, credential.id);
      return undefined;
    }

    return authenticationHooks(config, configuration, (exchange) => {
      if (!config.key_in_body || !exchange.hasBody) return attempt(exchange, undefined);
      return readParameters(exchange).then((body) => attempt(exchange, body));
    });
  },
});
