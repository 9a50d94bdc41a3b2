import { describe, expect, it } from '@jest/globals';
import { escapePath, isMalformed, normalizePath, upstreamPath } from './path.ts';

describe('path', () => {
  it.each([
    ['/plain/path', '/plain/path'],
    ['/a//b/./c/../d', '/a/b/d'],
    ['/a/..', '/'],
    ['/a/.', '/a/'],
    ['/%41%7E', '/A~'],
    ['/a%2fb', '/a%2Fb'],
    ['/%2e%2e/x', '/x'],
  ])('normalises %s to %s', (path, expected) => expect(normalizePath(path)).toBe(expected));

  it.each([
    ['/%zz', true],
    ['/%00', true],
    ['/../x', true],
    ['/a/%2e%2e/../x', true],
    ['/a/../x', false],
    ['*', true],
  ])('judges %s malformed: %s', (path, expected) => expect(isMalformed(path)).toBe(expected));

  it('escapes only what a request line cannot hold', () =>
    expect(escapePath('/a b/<x>%2F~!')).toBe('/a%20b/%3Cx%3E%2F~!'));

  it.each([
    ['/', '/r/x', '/r', '/x'],
    ['/s', '/r', '/r', '/s'],
    ['/s', '/r/', '/r', '/s/'],
    ['/s', '/rx', '/r', '/s/x'],
    ['/s/', '/r/x', '/r', '/s/x'],
    ['/s/', '/r', '/r', '/s'],
    ['/s', '/r/x', undefined, '/s/r/x'],
    ['/s/', '/r/x', undefined, '/s/r/x'],
    ['/s', '/', undefined, '/s'],
  ])('joins service path %s and request path %s, stripped of %s, to %s', (base, path, prefix, expected) =>
    expect(upstreamPath(base, path, prefix)).toBe(expected),
  );
});
