import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.ts';
import { NewPassword } from './password.schema.ts';

describe('NewPassword', () => {
  it.each(['correct horse', 'пароль мой', 'x y z x y z', '🐈🐕🐈🐕🐈🐕🐈🐕', `${'long '.repeat(51)}!`])(
    'accepts %j',
    (password) => {
      expect(NewPassword.safeParse(password).success).toBe(true);
    },
  );

  it.each([
    ['seven characters', 'seven 7'],
    ['eight UTF-16 units that are four characters', '🐈🐕🐈🐕'],
    ['257 characters', 'a b'.repeat(85) + 'cd'],
    ['a common one', 'password'],
    ['a common one in capitals', 'PassWord'],
    ['a common one with an ending', 'Qwertyuiop2024!'],
    ['a common one in full width, which NFKC narrows', 'ｐａｓｓｗｏｒｄ'],
    ['one character repeated', 'zzzzzzzzzzzz'],
    ['a NUL', 'correct\u0000horse'],
    ['half a surrogate pair', 'correct\ud800horse'],
    ['a number', 1234567890123],
    ['null', null],
  ])('refuses %s', (_, password) => {
    expect(NewPassword.safeParse(password).success).toBe(false);
  });

  it('gives the same password for the same characters, however they were composed', () => {
    expect(NewPassword.parse('caf\u0065\u0301 au lait')).toBe(NewPassword.parse('caf\u00e9 au lait'));
  });
});

describe('PasswordHasher', () => {
  it('recognises the password that was hashed, and no other', async () => {
    const hasher = new PasswordHasher();
    const hash = await hasher.hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hasher.verify('correct horse', hash)).toBe(true);
    expect(await hasher.verify('correct Horse', hash)).toBe(false);
    expect(await hasher.verify('correct horse', undefined)).toBe(false);
  });

  it('salts', async () => {
    const hasher = new PasswordHasher();
    expect(await hasher.hash('correct horse')).not.toBe(await hasher.hash('correct horse'));
  });

  it('understands hashes of another cost, as other systems write them', async () => {
    const hash = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    expect(await new PasswordHasher().verify('password', hash)).toBe(true);
  });

  it('refuses to read what is not a hash, instead of refusing the person', async () => {
    await expect(new PasswordHasher().verify('password', '$2b$10$abc')).rejects.toThrow('not a PHC string');
  });

  it('takes 34 at once and sends the others away, then takes new ones', async () => {
    const hasher = new PasswordHasher();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => hasher.verify('correct horse', undefined)),
    );
    const refusals = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as object);
    expect(refusals).toHaveLength(16);
    const busy = { kind: 'unavailable', code: 'auth.busy', details: { retryAfterSeconds: 1 } };
    for (const refusal of refusals) expect(refusal).toMatchObject(busy);
    expect(await hasher.verify('correct horse', undefined)).toBe(false);
  });
});
