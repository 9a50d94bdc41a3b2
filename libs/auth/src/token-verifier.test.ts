import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { goodToken, refusedTokens, TestIssuer } from '@shopmesh/testing';
import { TokenVerifier } from './token-verifier.ts';

let issuer: TestIssuer, verifier: TokenVerifier;
beforeAll(async () => void (issuer = await TestIssuer.start()));
afterAll(() => issuer.close());
beforeEach(() => {
  const { ISSUER, AUDIENCE, JWKS_URL } = issuer.env;
  verifier = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, jwksUrl: JWKS_URL });
});

const INVALID = { kind: 'unauthenticated', code: 'token.invalid' };

describe('a token verifier', () => {
  it('says whom a token is about', async () => {
    const sub = '01930000-0000-7000-8000-000000000001';
    const token = await issuer.mintToken({ sub, roles: ['staff', 'of-tomorrow'], scope: 'shop' });
    expect(await verifier.verify(token)).toEqual({ id: sub, roles: ['staff'], scope: 'shop' });
  });

  it('refuses every token with something wrong, whether or not it knows the good one', async () => {
    await verifier.verify(goodToken(issuer.signer));
    for (const [, token] of refusedTokens(issuer.signer))
      await expect(verifier.verify(token)).rejects.toMatchObject(INVALID);
  });

  it('refuses signatures in any other spelling than the one that was issued', async () => {
    const good = goodToken(issuer.signer);
    for (const token of [`${good}=`, `${good}+`, ` ${good}`, `${good}\n`, good.replace('.', '..'), '', '..', '.']) {
      await expect(verifier.verify(token)).rejects.toMatchObject(INVALID);
    }
  });

  it('does not know a token for longer than it lives', async () => {
    const token = goodToken(issuer.signer);
    await verifier.verify(token);
    jest.useFakeTimers({ now: Date.now() + 600_001, doNotFake: ['performance', 'nextTick', 'setImmediate'] });
    await expect(verifier.verify(token)).rejects.toMatchObject(INVALID);
    jest.useRealTimers();
  });

  it('cannot tell while the issuer is away, and says that it cannot', async () => {
    const gone = await TestIssuer.start();
    await gone.close();
    const { ISSUER, AUDIENCE, JWKS_URL } = gone.env;
    const lost = new TokenVerifier({ issuer: ISSUER, audience: AUDIENCE, jwksUrl: JWKS_URL });
    const expected = { kind: 'unavailable', code: 'keys.unavailable', details: { retryAfterSeconds: 1 } };
    await expect(lost.verify(goodToken(gone.signer))).rejects.toMatchObject(expected);
    await expect(lost.verify('no token')).rejects.toMatchObject(INVALID);
  });
});
