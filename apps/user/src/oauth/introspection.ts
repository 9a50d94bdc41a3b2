import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { AccessTokens } from './access-tokens.ts';

type Middleware = (context: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/**
 * Answers for access tokens at the introspection endpoint (RFC 7662), where the library knows only what it keeps: it has
 * made sure of the client by the time it refuses.
 */
export function introspectJwts(tokens: AccessTokens): Middleware {
  return async (ctx, next) => {
    await next();
    const { error } = (ctx.body ?? {}) as { error?: string };
    if (ctx.oidc?.route !== 'introspection' || error !== 'unsupported_token_type') return;
    const claims = await tokens.claims(ctx.oidc.params!['token'] as string);
    const isTold = claims && mayIntrospect(ctx.oidc.client!, claims['client_id']);
    ctx.status = 200;
    ctx.body = isTold ? { active: true, token_type: 'Bearer', ...claims } : { active: false };
  };
}

/** An application without a secret learns of its own tokens only: anybody could say to be it. */
export function mayIntrospect({ clientId, clientAuthMethod }: Client, tokenClientId: unknown): boolean {
  return clientAuthMethod !== 'none' || clientId === tokenClientId;
}
