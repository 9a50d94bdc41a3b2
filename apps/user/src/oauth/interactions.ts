import { KINDS, DomainError } from '@shopmesh/runtime';
import { sql, type Database } from '@shopmesh/database';
import type { Logger } from '@shopmesh/telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { Credentials } from '../auth/auth.schema.ts';
import { badCredentials, type CredentialCheck } from '../auth/credential-check.ts';
import { originOf } from '../auth/origin.ts';
import type { UserService } from '../user/user.service.ts';
import { consentPage, errorPage, pageHeaders, signInPage } from './pages.ts';
import { meaningsOf, SCOPES } from './scopes.ts';

/** Of a form with an address and a password; longer than both may be. */
const FORM_BYTES = 16 * 1024;

const SIGN_OUT = sql(`
  UPDATE oauth_records SET payload = payload - '{accountId,loginTs,authorizations}'::text[], account_id = NULL
  WHERE model = 'Session' AND uid = $1`);

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

type Form = { email?: string; password?: string };

export type InteractionParts = {
  database: Database;
  users: UserService;
  credentials: CredentialCheck;
  audit: AuditTrail;
  log: Logger;
};

/**
 * The pages where a user signs in and consents, in plain HTML. oidc-provider's cookie names the sign-in that they are about;
 * browsers send it from here only (SameSite), so no other site can post these forms.
 */
export class Interactions {
  constructor(
    private readonly provider: () => Provider,
    private readonly parts: InteractionParts,
  ) {}

  mount(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'string', bodyLimit: FORM_BYTES } as const;
    scope.addContentTypeParser<string>('application/x-www-form-urlencoded', options, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
    );
    scope.setErrorHandler((error, _, reply) => this.#fail(error, reply));
    scope.get('/oauth/interaction/:uid', (request, reply) => this.#show(request, reply));
    scope.post('/oauth/interaction/:uid/login', (request, reply) => this.#signIn(request, reply));
    scope.post('/oauth/interaction/:uid/consent', (request, reply) => this.#consent(request, reply));
    scope.post('/oauth/interaction/:uid/abort', (request, reply) => this.#abort(request, reply));
  }

  async #show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await this.#find(request, reply);
    const { params, prompt, session } = interaction;
    const asked = await this.#asked(interaction);
    void reply.headers(pageHeaders(targetOf(params['redirect_uri'])));
    if (prompt.name === 'login') return reply.send(signInPage({ ...asked, email: textOf(params['login_hint']) }));
    const { email } = await this.parts.users.find(session!.accountId);
    return reply.send(consentPage({ ...asked, email, meanings: meaningsOf(textOf(params['scope'])) }));
  }

  async #signIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await this.#find(request, reply, 'login');
    try {
      const accountId = await this.#whoSignsIn(request, interaction);
      const result = { login: { accountId, amr: ['pwd'], remember: false } };
      const returnTo = await this.provider().interactionResult(request.raw, reply.raw, result);
      await this.#signOutAnother(interaction, accountId);
      return reply.redirect(returnTo, 303);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.#refuse(error, interaction, request, reply);
    }
  }

  /** @returns the user's id @throws DomainError as {@link CredentialCheck.check} does */
  async #whoSignsIn(request: FastifyRequest, { params }: Interaction): Promise<string> {
    const { email, password } = (request.body ?? {}) as Form;
    const credentials = Credentials.safeParse({ email, password });
    if (!credentials.success) throw badCredentials();
    const origin = originOf(request);
    const { id } = await this.parts.credentials.check(credentials.data, origin);
    const data = { clientId: params['client_id'] };
    await this.parts.audit.record({ type: 'sign_in.succeeded', userId: id, address: origin.address, data });
    return id;
  }

  async #refuse(error: DomainError, interaction: Interaction, request: FastifyRequest, reply: FastifyReply) {
    const { retryAfterSeconds } = error.details;
    if (retryAfterSeconds) void reply.header('retry-after', String(retryAfterSeconds));
    // 401 is for HTTP's own authentication.
    const status = error.kind === 'unauthenticated' ? 400 : KINDS[error.kind].http;
    const { email = '' } = (request.body ?? {}) as Form;
    const asked = await this.#asked(interaction);
    void reply.status(status).headers(pageHeaders(targetOf(interaction.params['redirect_uri'])));
    return reply.send(
      signInPage({ ...asked, email, error: SENTENCES[error.kind] ?? 'Something went wrong. Try again.' }),
    );
  }

  /** Who signs in while somebody else is signed in takes that one's place; nothing of the other is carried over. */
  async #signOutAnother({ session }: Interaction, accountId: string): Promise<void> {
    if (session && session.accountId !== accountId) await this.parts.database.one(SIGN_OUT, [session.uid]);
  }

  async #consent(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { params, session, grantId } = await this.#find(request, reply, 'consent');
    const provider = this.provider();
    const { accountId } = session!;
    const known = grantId ? await provider.Grant.find(grantId) : undefined;
    const grant = known ?? new provider.Grant({ accountId, clientId: textOf(params['client_id']) });
    const scope = textOf(params['scope'])
      .split(' ')
      .filter((it) => SCOPES.some((known) => known === it))
      .join(' ');
    grant.addOIDCScope(scope);
    grant.addResourceScope(provider.issuer, scope);
    const result = { consent: { grantId: await grant.save() } };
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
  }

  async #abort(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    await this.#find(request, reply);
    const result = { error: 'access_denied', error_description: 'the user has cancelled' };
    const options = { mergeWithLastSubmission: false };
    return reply.redirect(await this.provider().interactionResult(request.raw, reply.raw, result, options), 303);
  }

  /** The sign-in that the cookie names. @param prompt what it must be waiting for @throws SessionNotFound */
  async #find(request: FastifyRequest, reply: FastifyReply, prompt?: string): Promise<Interaction> {
    const interaction = await this.provider().interactionDetails(request.raw, reply.raw);
    const { uid } = request.params as { uid: string };
    const isAsked = interaction.uid === uid && (!prompt || interaction.prompt.name === prompt);
    if (!isAsked) throw new errors.SessionNotFound('the page is not the one that is waited for');
    return interaction;
  }

  async #asked({ uid, params }: Interaction): Promise<{ path: string; client: string }> {
    const client = await this.provider().Client.find(textOf(params['client_id']));
    return { path: `/oauth/interaction/${uid}`, client: client?.clientName ?? 'an application' };
  }

  #fail(error: unknown, reply: FastifyReply): FastifyReply {
    const { statusCode } = error as { statusCode?: number };
    const isRefusal = statusCode !== undefined && statusCode < 500;
    if (!isRefusal) this.parts.log.error({ err: error }, 'a sign-in page failed');
    void reply.status(isRefusal ? statusCode : 500).headers(pageHeaders());
    return reply.send(
      errorPage(isRefusal ? 'This sign-in has expired or was finished elsewhere.' : 'It is our fault.'),
    );
  }
}

/** What a user is told; nothing tells a known address from an unknown one. */
const SENTENCES: Partial<Record<DomainError['kind'], string>> = {
  unauthenticated: 'The e-mail address or the password is wrong.',
  exhausted: 'Too many tries. Wait a little, then try again.',
  unavailable: 'Too many people are signing in at the moment. Try again in a few seconds.',
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Where the client is, as a content security policy names it. */
function targetOf(redirectUri: unknown): string {
  const url = URL.parse(textOf(redirectUri));
  if (!url) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}
