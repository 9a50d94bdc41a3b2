import { describe, expect, it } from '@jest/globals';
import { parseKongFile } from './config/kong-file.ts';
import { Router } from './router.ts';

const ROUTES = `
_format_version: "3.0"
routes:
- { name: short, paths: [/foo] }
- { name: long, paths: [/foo/bar] }
- { name: regex, paths: ["~/foo/bar/\\\\d+$"] }
- { name: urgent, paths: ["~/rank/.*"], regex_priority: 5 }
- { name: lazy, paths: ["~/rank/x"] }
- { name: get, paths: [/method], methods: [GET] }
- { name: any, paths: [/method] }
- { name: host, paths: [/foo], hosts: [api.test] }
- { name: wildcard, paths: [/wild], hosts: ["*.wild.test"] }
- { name: plain, paths: [/wild], hosts: [a.wild.test] }
- { name: with-port, paths: [/port], hosts: ["port.test:9000"] }
- { name: v2, paths: [/header], headers: { X-Version: [v2, "~*^beta-"] } }
- { name: unversioned, paths: [/header] }
- { name: several, paths: [/a, /much/longer] }
- { name: between, paths: [/much] }
`;

const router = new Router(parseKongFile(ROUTES).routes, (route) => route.name);

interface Request {
  path: string;
  method?: string;
  host?: string;
  headers?: string[];
}

function find({ path, method = 'GET', host = 'any.test', headers = [] }: Request) {
  return router.find({ path, method, host, headers, port: 8000 });
}

describe('router', () => {
  it.each<[string, Request, string | undefined]>([
    ['takes the longest prefix', { path: '/foo/bar/x' }, 'long'],
    ['takes a prefix that ends within a word', { path: '/foobar' }, 'short'],
    ['prefers a regular expression to a longer prefix', { path: '/foo/bar/1' }, 'regex'],
    ['prefers the regular expression of higher priority', { path: '/rank/x' }, 'urgent'],
    ['prefers a route that names the method', { path: '/method' }, 'get'],
    ['does not take HEAD for GET', { path: '/method', method: 'HEAD' }, 'any'],
    ['prefers a route that names the host to a longer path', { path: '/foo/bar/x', host: 'api.test' }, 'host'],
    ['compares hosts with case', { path: '/foo/bar/x', host: 'API.test' }, 'long'],
    ['takes any name for a wildcard', { path: '/wild', host: 'b.c.wild.test:81' }, 'wildcard'],
    ['prefers a plain host to a wildcard', { path: '/wild', host: 'a.wild.test' }, 'plain'],
    ['heeds the port of a host', { path: '/port', host: 'port.test:9000' }, 'with-port'],
    ['heeds the port that a request came by', { path: '/port', host: 'port.test' }, undefined],
    ['finds a header without case', { path: '/header', headers: ['x-version', 'V2'] }, 'v2'],
    ['finds a header by regular expression', { path: '/header', headers: ['X-Version', 'beta-7'] }, 'v2'],
    ['falls back when the header differs', { path: '/header', headers: ['X-Version', 'v3'] }, 'unversioned'],
    ['ranks each path of a route by its own length', { path: '/much/longer/x' }, 'several'],
    ['finds nothing for an unknown path', { path: '/nowhere' }, undefined],
  ])('%s', (_, request, expected) => expect(find(request)?.target).toBe(expected));

  it('says which part of the path matched', () => {
    expect(find({ path: '/foo/x' })?.matchedPath).toBe('/foo');
    expect(find({ path: '/foo/bar/12' })?.matchedPath).toBe('/foo/bar/12');
  });
});
