import { z } from 'zod';
import type { JwtSecret } from '../config/entity.ts';
import type { Exchange } from '../exchange.ts';
import { authenticate, authenticationHooks, type Refusal } from './authentication.ts';
import { isSignedBy, parseToken, TokenFault, type ParsedToken } from './json-web-token.ts';
import { definePlugin } from './plugin.ts';

const YEAR_SECONDS = 31_536_000;
/** Verified tokens remembered per plugin; the oldest goes first. */
const REMEMBERED_TOKENS = 5000;

const schema = z
  .strictObject({
    uri_param_names: z.array(z.string()).default(['jwt']),
    cookie_names: z.array(z.string()).default([]),
    header_names: z.array(z.string()).default(['authorization']),
    key_claim_name: z.string().default('iss'),
    secret_is_base64: z.boolean().default(false),
    claims_to_verify: z.array(z.enum(['exp', 'nbf'])).nullish(),
    anonymous: z.string().nullish(),
    run_on_preflight: z.boolean().default(true),
    /** Seconds; 0 allows any. */
    maximum_expiration: z.number().min(0).max(YEAR_SECONDS).default(0),
    realm: z.string().nullish(),
  })
  .refine(
    (config) => config.maximum_expiration === 0 || config.claims_to_verify?.includes('exp'),
    'maximum_expiration needs "exp" in claims_to_verify',
  );

type Config = z.infer<typeof schema>;

/** Every distinct token that the request carries in the places where this plugin looks. */
function findTokens(exchange: Exchange, config: Config, headerNames: readonly string[]): Set<string> {
  const tokens = new Set<string>();
  if (config.uri_param_names.length > 0 && exchange.query !== '') {
    const parameters = exchange.queryParameters();
    for (const name of config.uri_param_names) parameters.getAll(name).forEach((token) => tokens.add(token));
  }
  if (config.cookie_names.length > 0) {
    const cookies = exchange.header('cookie') ?? '';
    for (const name of config.cookie_names) {
      const pair = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(`${name}=`));
      if (pair) tokens.add(pair.slice(name.length + 1));
    }
  }
  for (const name of headerNames) {
    const match = /\s*[Bb]earer\s+(.+)/.exec(exchange.header(name) ?? '');
    if (match) tokens.add(match[1]!);
  }
  tokens.delete('');
  return tokens;
}

/** Problems with the times in a token, in the order in which Kong lists them. */
function claimProblems(token: ParsedToken, config: Config, nowSeconds: number): Record<string, string> | undefined {
  const problems: Record<string, string> = {};
  const { nbf, exp } = token.claims;
  if (config.claims_to_verify?.includes('nbf')) {
    if (typeof nbf !== 'number') problems['nbf'] = 'must be a number';
    else if (nbf > nowSeconds) problems['nbf'] = 'token not valid yet';
  }
  if (config.claims_to_verify?.includes('exp')) {
    if (typeof exp !== 'number') problems['exp'] = 'must be a number';
    else if (exp <= nowSeconds) problems['exp'] = 'token expired';
  }
  if (Object.keys(problems).length > 0) return problems;
  const limit = config.maximum_expiration;
  if (limit > 0 && (exp as number) - nowSeconds > limit) return { exp: 'exceeds maximum allowed expiration' };
  return undefined;
}

/** As Lua judges: an empty text or null is there, false is not. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false;
}

export const jwt = definePlugin({
  name: 'jwt',
  priority: 1450,
  schema,
  create(config, { configuration, runtime }) {
    const headerNames = config.header_names.map((name) => name.toLowerCase());
    const challenge = config.realm ? `Bearer realm="${config.realm}"` : 'Bearer';
    const invalid = `${challenge}${config.realm ? ',' : ''} error="invalid_token"`;
    const verified = new Map<string, { token: ParsedToken; secret: JwtSecret }>();

    const unauthorized =
      (body: Record<string, string>, header = invalid): Refusal =>
      (exchange) =>
        exchange.exitJson(401, body, ['WWW-Authenticate', header]);
    const refuse = (message: string): Refusal => unauthorized({ message });
    const noToken = unauthorized({ message: 'Unauthorized' }, challenge);
    const serverError: Refusal = (exchange) => exchange.fail(500, 'An unexpected error occurred');

    function secretOf(key: string): JwtSecret | undefined {
      return configuration.jwtSecrets.get(key) ?? runtime.fetchedSecrets.get(key);
    }

    /** Signature and key; what does not depend on the time, so that it can be remembered. */
    function verify(raw: string): { token: ParsedToken; secret: JwtSecret } | Refusal {
      const token = parseToken(raw);
      if (typeof token === 'string') return refuse(`Bad token; ${token}`);
      const name = config.key_claim_name;
      const key = isGiven(token.claims[name]) ? token.claims[name] : token.header[name];
      if (!isGiven(key)) return refuse(`No mandatory '${name}' in claims`);
      if (key === '') return refuse(`Invalid '${name}' in claims`);
      if (typeof key !== 'string') return serverError;
      const secret = secretOf(key);
      if (!secret) {
        runtime.onUnknownKey();
        return refuse(`No credentials found for given '${name}'`);
      }
      if (token.header['alg'] !== secret.algorithm) return refuse('Invalid algorithm');
      return isSignedBy(token, secret, config.secret_is_base64) ? { token, secret } : refuse('Invalid signature');
    }

    function verifyOrFault(raw: string): ReturnType<typeof verify> {
      try {
        return verify(raw);
      } catch (error) {
        if (error instanceof TokenFault) return serverError;
        throw error;
      }
    }

    function verifyOnce(raw: string): ReturnType<typeof verify> {
      const known = verified.get(raw);
      if (known && secretOf(known.secret.key) === known.secret) return known;
      const outcome = verifyOrFault(raw);
      if (typeof outcome === 'function') return outcome;
      if (verified.size >= REMEMBERED_TOKENS) verified.delete(verified.keys().next().value!);
      verified.set(raw, outcome);
      return outcome;
    }

    return authenticationHooks(config, configuration, (exchange) => {
      const tokens = findTokens(exchange, config, headerNames);
      if (tokens.size === 0) return noToken;
      if (tokens.size > 1) return refuse('Multiple tokens provided');
      const [raw] = tokens as Iterable<string>;
      const outcome = verifyOnce(raw!);
      if (typeof outcome === 'function') return outcome;
      const problems = claimProblems(outcome.token, config, Math.floor(runtime.clock.now() / 1000));
      if (problems) return unauthorized(problems);
      authenticate(exchange, outcome.secret.consumer, outcome.secret, outcome.secret.key);
      exchange.shared.jwt = raw;
      return undefined;
    });
  },
});
