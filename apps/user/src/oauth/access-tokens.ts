import { Inject, Injectable } from '@nestjs/common';
import { createLocalJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { CONFIG, type Config } from '../config.ts';
import { SigningKeys } from '../token/signing-keys.ts';

/** Reads the access tokens that this service has issued, also those that no service accepts: without the scope `shop`. */
@Injectable()
export class AccessTokens {
  #keySet!: ReturnType<typeof createLocalJWKSet>;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SigningKeys) keys: SigningKeys,
  ) {
    const read = () => void (this.#keySet = createLocalJWKSet({ keys: keys.published() }));
    read();
    keys.onChange(read);
  }

  /** Undefined when it is none, or has expired. */
  async claims(token: string): Promise<JWTPayload | undefined> {
    const { ISSUER: issuer, AUDIENCE: audience } = this.config;
    const expected = { issuer, audience, typ: 'at+jwt', algorithms: ['RS256'], requiredClaims: ['exp', 'sub'] };
    return jwtVerify(token, this.#keySet, expected).then(
      ({ payload }) => payload,
      () => undefined,
    );
  }
}
