import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { goodToken, refusedTokens, sendRaw, TestIssuer } from '@shopmesh/testing';
import { startUser, type TestUser } from '../user.fixture.ts';

const PRIVATE = '/v1/users/me/addresses';

describe('a private route', () => {
  let issuer: TestIssuer, user: TestUser;
  beforeAll(async () => {
    issuer = await TestIssuer.start();
    user = await startUser(issuer.env);
  });
  afterAll(async () => {
    await user.close();
    await issuer.close();
  });

  const answerTo = async (token: string) => {
    const { status, headers, body } = await user.call('GET', PRIVATE, { token });
    return { status, challenge: headers.get('www-authenticate'), code: body.code };
  };
  const refused = { status: 401, challenge: 'Bearer realm="shopmesh", error="invalid_token"', code: 'token.invalid' };

  it('accepts a good token, which shows that the others fail by what is wrong with them', async () => {
    expect((await user.call('GET', PRIVATE, { token: goodToken(issuer.signer) })).status).toBe(200);
  });

  it('refuses every other token alike, and never fails over one', async () => {
    const tokens = refusedTokens(issuer.signer);
    const answers = await Promise.all(tokens.map(async ([what, token]) => [what, await answerTo(token)]));
    expect(answers).toEqual(tokens.map(([what]) => [what, refused]));
  });

  it('refuses a good token that comes twice, or not in the Authorization header', async () => {
    const token = goodToken(issuer.signer);
    const bearer = ['authorization', `Bearer ${token}`];
    const url = user.url + PRIVATE;
    const answers = await Promise.all([
      sendRaw(url, [...bearer, ...bearer]),
      sendRaw(url, ['authorization', `Bearer ${token}, Bearer ${token}`]),
      sendRaw(url, ['authorization', `Basic ${token}`]),
      sendRaw(`${url}?access_token=${token}&token=${token}`, []),
      sendRaw(url, ['cookie', `access_token=${token}; jwt=${token}`]),
      sendRaw(url, ['x-forwarded-authorization', `Bearer ${token}`]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(401));
    for (const { headers } of answers) expect(headers['www-authenticate']).toMatch(/^Bearer realm="shopmesh"/);
  });
});
