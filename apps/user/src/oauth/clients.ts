import { line } from '@shopmesh/contracts';
import type { ClientMetadata } from 'oidc-provider';
import { z } from 'zod';

const named = { name: line(60) };
const id = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and hyphens');

/** An OAuth client, as configured. What is secret of it stands elsewhere: see {@link ClientSecrets}. */
export const Client = z.discriminatedUnion('kind', [
  /** On a user's device, so it cannot keep a secret. A redirect to http://127.0.0.1/… is good for every port (RFC 8252). */
  z.strictObject({ kind: z.literal('native'), id, ...named, redirectUris: z.array(z.url()).min(1) }),
  /** On a server, which keeps a secret. */
  z.strictObject({ kind: z.literal('web'), id, ...named, redirectUris: z.array(z.url()).min(1) }),
  /**
   * Acts for itself. Its id is the `sub` of its tokens, so it is a UUID as users' are. Without a role no service accepts
   * its tokens; it is never a customer.
   */
  z.strictObject({ kind: z.literal('machine'), id: z.uuid(), ...named, roles: z.array(z.literal('staff')) }),
]);
export type Client = z.infer<typeof Client>;

/** By client id. */
export const ClientSecrets = z.record(z.string(), z.string().min(32));
export type ClientSecrets = z.infer<typeof ClientSecrets>;

/** An environment variable that holds JSON. */
export function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** The clients in oidc-provider's terms. @throws Error that names those whose secret is missing */
export function registrations(clients: readonly Client[], secrets: ClientSecrets): ClientMetadata[] {
  const missing = clients.filter((client) => client.kind !== 'native' && !secrets[client.id]);
  if (missing.length) throw new Error(`OAUTH_CLIENT_SECRETS has no secret of ${missing.map((it) => it.id).join(', ')}`);
  return clients.map((client) => registration(client, secrets[client.id]));
}

function registration(client: Client, secret: string | undefined): ClientMetadata {
  const named = { client_id: client.id, client_name: client.name };
  if (client.kind === 'machine') {
    const grants = { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], scope: 'shop' };
    return { ...named, ...grants, client_secret: secret };
  }
  return {
    ...named,
    redirect_uris: client.redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    ...(client.kind === 'native'
      ? { application_type: 'native', token_endpoint_auth_method: 'none' }
      : { application_type: 'web', client_secret: secret }),
  };
}
