import { call, type Call, type Connection } from './connection.ts';

const SHOPPERS = 32;
const PASSWORD = 'a shopper of the bench';
/** Half the life of an access token. */
const RENEW_MS = 5 * 60 * 1000;

const JSON_BODY = { 'content-type': 'application/json' };

/** Customers with an account, signed in. */
export class Shoppers {
  readonly #connection: Connection;
  readonly #emails = Array.from({ length: SHOPPERS }, (_, number) => `bench-${number}@shopmesh.example`);
  #authorizations: string[] = [];
  #signedInAt = -Infinity;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Signs all of them in, with new accounts where there are none, unless their tokens are young enough still. */
  async ensureSignedIn(): Promise<void> {
    if (performance.now() - this.#signedInAt < RENEW_MS) return;
    const authorizations: string[] = [];
    for (const number of this.#emails.keys()) authorizations.push(`Bearer ${await this.#accessToken(number)}`);
    this.#authorizations = authorizations;
    this.#signedInAt = performance.now();
  }

  /** @returns value of the Authorization header of one of them; any number means one */
  authorization(number: number): string {
    return this.#authorizations[number % SHOPPERS]!;
  }

  login(number: number): Call {
    const credentials = { email: this.#emails[number % SHOPPERS], password: PASSWORD };
    return { method: 'POST', path: '/v1/auth/login', headers: JSON_BODY, body: JSON.stringify(credentials) };
  }

  get authorizations(): readonly string[] {
    return this.#authorizations;
  }

  async #accessToken(number: number): Promise<string> {
    const request = this.login(number);
    const { status } = await this.#connection.send(request);
    if (status === 401) await call(this.#connection, this.#registration(number));
    return (await call<{ accessToken: string }>(this.#connection, request)).accessToken;
  }

  #registration(number: number): Call {
    const account = { email: this.#emails[number], password: PASSWORD, name: `Shopper ${number}` };
    return { method: 'POST', path: '/v1/auth/register', headers: JSON_BODY, body: JSON.stringify(account) };
  }
}
