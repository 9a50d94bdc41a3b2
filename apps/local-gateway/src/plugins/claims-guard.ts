import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import { parseToken, TokenFault, type ParsedToken } from './json-web-token.ts';
import { definePlugin } from './plugin.ts';

/*
 * Our own plugin, not one of Kong's: what it does in Kong is written in deploy/kong/plugins/kong/plugins/claims-guard/handler.lua,
 * and this does the same.
 */

const schema = z.strictObject({
  /** May be a reference to the environment, as Kong writes it: `{vault://env/shop-issuer}` is SHOP_ISSUER. */
  issuer: z.string().min(1),
  audience: z.string().min(1),
  token_type: z.string().default('at+jwt'),
});

type Config = z.infer<typeof schema>;

/** By beginning, in lower case and with "-" for "_": CGI and WSGI read X_User_Id as X-User-Id. */
const IDENTITY = /^x-(user|consumer|authenticated|credential|anonymous)-/;
/** Set or cleared by Kong itself whenever a consumer is known. */
const KONGS_OWN = new Set([
  'x-consumer-id',
  'x-consumer-custom-id',
  'x-consumer-username',
  'x-credential-identifier',
  'x-anonymous-consumer',
]);

/** What a token says, good or not; nothing of it depends on the time. */
type Judgement = {
  /** jwt would answer it with a 500. */
  isOdd: boolean;
  /** The claim or header that is wrong. */
  fault: string | undefined;
  userId: string;
  groups: readonly string[];
};

/** Tokens remembered; the oldest goes first. */
const REMEMBERED_TOKENS = 5000;

export const claimsGuard = definePlugin({
  name: 'claims-guard',
  priority: 1010,
  schema,
  create(given) {
    const config = { ...given, issuer: resolved(given.issuer) };
    const judged = new Map<string, Judgement>();

    function judgementOf(raw: string): Judgement {
      const known = judged.get(raw);
      if (known) return known;
      if (judged.size >= REMEMBERED_TOKENS) judged.delete(judged.keys().next().value!);
      const judgement = judge(raw, config);
      judged.set(raw, judgement);
      return judgement;
    }

    return {
      rewrite(exchange) {
        const raw = /\s*[Bb]earer\s+(.+)/.exec(exchange.header('authorization') ?? '')?.[1];
        if (raw !== undefined && judgementOf(raw).isOdd) refuse(exchange, 'kid');
      },
      access(exchange) {
        clearIdentity(exchange);
        if (exchange.shared.jwt === undefined) return;
        const { fault, userId, groups } = judgementOf(exchange.shared.jwt);
        if (fault !== undefined) return refuse(exchange, fault);
        exchange.shared.authenticatedGroups = groups;
        exchange.setHeader('X-User-Id', userId);
      },
    };
  },
});

function judge(raw: string, config: Config): Judgement {
  const token = parsed(raw);
  if (!token) return { isOdd: token === null, fault: 'typ', userId: '', groups: [] };
  const { claims, header } = token;
  // Kong's jwt looks a key up by `kid`, in the claims and then in the header, and fails when that is no string.
  const isOdd = [claims['kid'], header['kid']].some((kid) => kid !== undefined && typeof kid !== 'string');
  return { isOdd, fault: faultOf(token, config), userId: String(claims['sub']), groups: groupsOf(claims['roles']) };
}

/** Undefined for what jwt refuses, null for what it fails over. */
function parsed(raw: string): ParsedToken | undefined | null {
  try {
    const token = parseToken(raw);
    return typeof token === 'string' ? undefined : token;
  } catch (error) {
    if (error instanceof TokenFault) return null;
    throw error;
  }
}

function refuse(exchange: Exchange, claim: string): void {
  const challenge = ['WWW-Authenticate', 'Bearer error="invalid_token"'];
  exchange.exitJson(401, { message: `Invalid '${claim}' in token` }, challenge);
}

function clearIdentity(exchange: Exchange): void {
  const isKnown = exchange.consumer !== undefined;
  const { headers } = exchange;
  for (let i = headers.length - 2; i >= 0; i -= 2) {
    // Most headers do not begin so, and this runs on every request.
    const name = headers[i]!;
    if ((name[0] !== 'x' && name[0] !== 'X') || (name[1] !== '-' && name[1] !== '_')) continue;
    const lower = name.toLowerCase();
    if (IDENTITY.test(lower.replaceAll('_', '-')) && !(isKnown && KONGS_OWN.has(lower))) headers.splice(i, 2);
  }
}

/** The claim or header that is wrong with a token of which nothing but signature and times is verified. */
function faultOf({ header, claims }: ParsedToken, { issuer, audience, token_type }: Config): string | undefined {
  const { typ } = header;
  if (typeof typ !== 'string' || typ.toLowerCase().replace(/^application\//, '') !== token_type) return 'typ';
  if (claims['iss'] !== issuer) return 'iss';
  const { aud, sub } = claims;
  if (!(Array.isArray(aud) ? aud.includes(audience) : aud === audience)) return 'aud';
  // It becomes a header.
  return typeof sub === 'string' && /^[a-z\d-]+$/i.test(sub) ? undefined : 'sub';
}

function groupsOf(roles: unknown): string[] {
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

/** @throws Error when the environment lacks what is referred to */
function resolved(text: string): string {
  const [, name] = /^\{vault:\/\/env\/([\w-]+)\}$/.exec(text) ?? [];
  if (name === undefined) return text;
  const variable = name.toUpperCase().replaceAll('-', '_');
  const value = process.env[variable];
  if (!value) throw new Error(`claims-guard: ${text} needs the environment variable ${variable}`);
  return value;
}
