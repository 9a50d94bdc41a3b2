import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('measures everything by default, in a shop of its own', () =>
    expect(readOptions([])).toMatchObject({
      clients: [1, 8, 32],
      seconds: 5,
      only: ['list', 'search', 'detail', 'login', 'checkout', 'history'],
      products: 1000,
      large: undefined,
      baseUrl: undefined,
      compile: true,
    }));

  it('takes lists', () =>
    expect(readOptions(['--clients', '2,4', '--only', 'list,checkout'])).toMatchObject({
      clients: [2, 4],
      only: ['list', 'checkout'],
    }));

  it('takes the origin of a URL', () =>
    expect(readOptions(['--base-url', 'http://localhost:8000/'])?.baseUrl).toBe('http://localhost:8000'));

  it.each([
    ['--clients', '0'],
    ['--clients', '1,,8'],
    ['--clients', '1000'],
    ['--seconds', '1.5'],
    ['--seconds', '3600'],
    ['--only', 'everything'],
    ['--products', 'many'],
    ['--large', '-1'],
    ['--base-url', 'localhost:8000'],
    ['--speed', '1'],
  ])('refuses %s %s, and names it', (option, value) => expect(() => readOptions([option, value])).toThrow(option));

  it.each(['--products', '--large'])('refuses %s for a shop that is not its own', (option) =>
    expect(() => readOptions(['--base-url', 'http://localhost:8000', option, '500'])).toThrow(option),
  );

  it('only helps when asked for help', () => expect(readOptions(['--help', '--seconds', '9'])).toBeUndefined());
});
