import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMO_ACCOUNTS } from '../demo-accounts.ts';
import { NewUser } from '../user/user.schema.ts';
import { PASSWORD, newEmail, startUser, type TestUser } from '../user.fixture.ts';

let user: TestUser;
beforeAll(async () => void (user = await startUser()));
afterAll(() => user.close());

const post = (path: string, body: unknown) => user.call('POST', `/v1/auth/${path}`, { body });
const registration = (changes: object = {}) => ({ email: newEmail(), password: PASSWORD, name: 'Ada', ...changes });

describe('POST /v1/auth/register', () => {
  it('opens an account for a customer', async () => {
    const { status, body } = await post(
      'register',
      registration({ email: '  Grace.Hopper@EXAMPLE.com ', name: ' Grace ' }),
    );
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      email: 'grace.hopper@example.com',
      emailVerified: false,
      name: 'Grace',
      roles: ['customer'],
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it('keeps no password', async () => {
    const { email } = await user.join();
    const rows = await user.database.query<object>('SELECT * FROM users WHERE email = $1', [email]);
    expect(rows[0]).toHaveProperty('password_hash', expect.stringMatching(/^\$argon2id\$/));
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it.each(['taken@example.com', 'TAKEN@example.com', ' ｔａｋｅｎ@example.com'])(
    'refuses %j when it is taken',
    async (email) => {
      await post('register', registration({ email: 'taken@example.com' }));
      const { status, body } = await post('register', registration({ email }));
      expect([status, body.code]).toEqual([409, 'user.email_taken']);
    },
  );

  it('lets one of two at once have an address', async () => {
    const email = newEmail();
    const answers = await Promise.all([
      post('register', registration({ email })),
      post('register', registration({ email })),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it.each([
    ['email', { email: 'ada' }],
    ['email', { email: 'a@b@c.de' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
    ['email', { email: 'ada\u0000@example.com' }],
    ['email', { email: undefined }],
    ['email', { email: ['ada@example.com'] }],
    ['password', { password: 'short' }],
    ['password', { password: 'password1' }],
    ['password', { password: 12345678 }],
    ['password', { password: null }],
    ['password', { password: 'x y'.repeat(400) }],
    ['name', { name: '' }],
    ['name', { name: '   ' }],
    ['name', { name: 'Ada\u0000' }],
    ['name', { name: 'Ada\ud800' }],
    ['name', { name: 'Ada\nBcc: all@example.com' }],
    ['name', { name: 'a'.repeat(101) }],
    ['name', { name: {} }],
    ['roles', { roles: ['admin'] }],
  ])('refuses a bad %s: %.60j', async (path, changes) => {
    const { status, headers, body } = await post('register', registration(changes));
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors).toEqual([expect.objectContaining({ path })]);
  });

  it.each([
    ['{"email":', 400],
    ['[]', 400],
    ['null', 400],
    ['"x"', 400],
    ['1e400', 400],
    ['', 400],
  ])('refuses the body %j', async (body, expected) => {
    expect((await post('register', body)).status).toBe(expected);
  });

  it('would take the demo accounts', () => {
    for (const { email, password, name } of DEMO_ACCOUNTS) {
      expect(NewUser.parse({ email, password, name })).toEqual({ email, password, name });
    }
  });
});
