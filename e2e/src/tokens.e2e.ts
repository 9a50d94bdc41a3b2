import { beforeAll, describe, expect, it } from '@jest/globals';
import { goodToken, refusedTokens, sendRaw, type Signer } from '@shopmesh/testing';
import { call } from './client.ts';
import { shopSigner } from './signing-key.ts';
import { target } from './target.ts';

/** Only a shop started for the run shows its keys. */
const embedded = target().dataDir ? describe : describe.skip;

/** One of each service. */
const PRIVATE = ['/v1/users/me/addresses', '/v1/orders', '/v1/payments/01930000-0000-7000-8000-000000000001'];

embedded.each(PRIVATE)('through the gateway, %s', (path) => {
  let signer: Signer;
  beforeAll(async () => void (signer = await shopSigner()));

  it('accepts a good token, which shows that the others fail by what is wrong with them', async () => {
    expect([200, 404]).toContain((await call('GET', path, { token: goodToken(signer) })).status);
  });

  it('refuses every other token with a challenge, and never fails over one', async () => {
    const refused = refusedTokens(signer);
    const answers = await Promise.all(
      refused.map(async ([what, token]) => {
        const { status, headers } = await call('GET', path, { token });
        return [what, status, headers.get('www-authenticate')?.split(/[ ,]/)[0]];
      }),
    );
    expect(answers).toEqual(refused.map(([what]) => [what, 401, 'Bearer']));
  });

  it('refuses a good token that comes twice, or not in the Authorization header', async () => {
    const token = goodToken(signer);
    const bearer = ['authorization', `Bearer ${token}`];
    const url = target().baseUrl + path;
    const answers = await Promise.all([
      sendRaw(url, [...bearer, ...bearer]),
      sendRaw(url, ['authorization', `Bearer ${token}, Bearer ${token}`]),
      sendRaw(url, ['authorization', `Basic ${token}`]),
      sendRaw(`${url}?access_token=${token}&jwt=${token}`, []),
      sendRaw(url, ['cookie', `access_token=${token}; jwt=${token}`]),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers['www-authenticate']?.split(/[ ,]/)[0]])).toEqual(
      Array(5).fill([401, 'Bearer']),
    );
  });
});
