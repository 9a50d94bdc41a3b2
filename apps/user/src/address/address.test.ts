import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startUser, type TestUser } from '../user.fixture.ts';

const HOME = { name: 'Ada', line1: 'Hauptstraße 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const PATH = '/v1/users/me/addresses';

let user: TestUser, token: string;
beforeAll(async () => {
  user = await startUser();
  token = (await user.joinAndSignIn()).accessToken;
});
afterAll(() => user.close());

describe(PATH, () => {
  it('keeps, lists and forgets addresses', async () => {
    const home = await user.call('POST', PATH, { token, body: HOME });
    expect([home.status, home.body]).toEqual([201, { id: expect.any(String), ...HOME }]);
    const office = await user.call('POST', PATH, { token, body: { ...HOME, line2: '3. Stock' } });
    expect(office.body.line2).toBe('3. Stock');
    const list = await user.call('GET', PATH, { token });
    expect(list.body).toEqual({ items: [office.body, home.body], nextCursor: null });
    expect((await user.call('DELETE', `${PATH}/${home.body.id}`, { token })).status).toBe(204);
    expect((await user.call('GET', PATH, { token })).body.items).toEqual([office.body]);
  });

  it('turns pages', async () => {
    const { accessToken } = await user.joinAndSignIn();
    for (const line1 of ['a', 'b', 'c'])
      await user.call('POST', PATH, { token: accessToken, body: { ...HOME, line1 } });
    const first = (await user.call('GET', `${PATH}?limit=2`, { token: accessToken })).body;
    const second = (await user.call('GET', `${PATH}?limit=2&cursor=${first.nextCursor}`, { token: accessToken })).body;
    const lines = [first, second].map(({ items }) => items.map(({ line1 }: { line1: string }) => line1));
    expect(lines).toEqual([['c', 'b'], ['a']]);
    expect(second.nextCursor).toBeNull();
  });

  it('hides them from everybody else', async () => {
    const { body } = await user.call('POST', PATH, { token, body: HOME });
    const { accessToken: other } = await user.joinAndSignIn();
    expect((await user.call('GET', PATH, { token: other })).body.items).toEqual([]);
    const answer = await user.call('DELETE', `${PATH}/${body.id}`, { token: other });
    expect([answer.status, answer.body.code]).toEqual([404, 'address.not_found']);
    expect((await user.call('DELETE', `${PATH}/${body.id}`, { token })).status).toBe(204);
  });

  it.each([
    ['country', { country: 'Germany' }],
    ['country', { country: 'de' }],
    ['postalCode', { postalCode: 10115 }],
    ['postalCode', { postalCode: 'x'.repeat(21) }],
    ['line1', { line1: undefined }],
    ['line1', { line1: '\u0000' }],
    ['line2', { line2: null }],
    ['city', { city: 'Ber\nlin' }],
    ['id', { id: 'mine' }],
  ])('refuses a bad %s: %j', async (path, changes) => {
    const { status, body } = await user.call('POST', PATH, { token, body: { ...HOME, ...changes } });
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ path })]]);
  });

  it('finds nobody for a token that outlived its user', async () => {
    const { accessToken, id } = await user.joinAndSignIn();
    await user.database.query('DELETE FROM users WHERE id = $1', [id]);
    const { status, body } = await user.call('POST', PATH, { token: accessToken, body: HOME });
    expect([status, body.code]).toEqual([404, 'user.not_found']);
  });
});
