import { createServer } from 'node:http';
import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, SignJWT, type JWK } from 'jose';
import type { Signer } from './refused-tokens.ts';
import { listenOnLoopback } from './loopback.ts';

const KEY_ID = 'test';
const AUDIENCE = 'shopmesh';

/** What a token says unless a test wants otherwise: a customer, nobody in particular, for ten minutes. */
type TokenClaims = {
  /** The user's id. */
  sub?: string;
  roles?: readonly string[];
  scope?: string;
  /** Seconds from now; negative for an expired token. */
  expiresInSeconds?: number;
};

/** Stands in for the user service where only its tokens matter: publishes a key, and signs with it. */
export class TestIssuer {
  readonly #close: () => Promise<void>;
  /** Makes a service trust this issuer. */
  readonly env: { ISSUER: string; AUDIENCE: string; JWKS_URL: string };

  private constructor(
    /** For tokens that `mintToken` does not make. */
    readonly signer: Signer,
    close: () => Promise<void>,
  ) {
    const url = signer.issuer;
    this.env = { ISSUER: url, AUDIENCE, JWKS_URL: `${url}/oauth/jwks` };
    this.#close = close;
  }

  static async start(): Promise<TestIssuer> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256' };
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    const url = await listenOnLoopback(server);
    const signer = { kid: KEY_ID, privateKey, issuer: url, audience: AUDIENCE };
    return new TestIssuer(signer, async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    });
  }

  /** An access token (RFC 9068) as the user service would issue it. */
  async mintToken({
    sub = randomUUID(),
    roles = ['customer'],
    scope = 'shop',
    ...rest
  }: TokenClaims = {}): Promise<string> {
    return new SignJWT({ roles, scope })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: KEY_ID })
      .setIssuer(this.env.ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + (rest.expiresInSeconds ?? 600) * 1000))
      .sign(this.signer.privateKey);
  }

  async close(): Promise<void> {
    await this.#close();
  }
}
