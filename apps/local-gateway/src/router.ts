import type { Route } from './config/entity.ts';
import { splitRouteId } from './config/entity-id.ts';
import { getHeaderValues, type HeaderList } from './header-list.ts';

/** What a route is found by. */
export interface RouteQuery {
  readonly method: string;
  /** Normalised, without the query. */
  readonly path: string;
  readonly headers: HeaderList;
  /** Of the Host header, with its port if it has one. */
  readonly host: string;
  /** The port that the request came in by. */
  readonly port: number;
}

export interface RouteMatch<T> {
  readonly target: T;
  /** The part of the path that matched; undefined when the route has no paths. */
  readonly matchedPath: string | undefined;
  readonly captures: Readonly<Record<string, string | undefined>>;
}

type PathTest = (path: string) => { matched: string; captures: RouteMatch<unknown>['captures'] } | undefined;

interface Matcher<T> {
  readonly target: T;
  readonly id: string;
  /** Compared from the left; higher comes first. */
  readonly rank: readonly number[];
  readonly methods: ReadonlySet<string> | undefined;
  /** The common case, kept apart because it is tested for every request. */
  readonly prefix: string | undefined;
  readonly paths: readonly PathTest[];
  readonly hosts: readonly ((host: string, port: number) => boolean)[];
  readonly headers: readonly ((headers: HeaderList) => boolean)[];
}

const NO_CAPTURES = {};

/** Finds the route of a request as Kong's default router ("traditional_compatible") does. */
export class Router<T> {
  private readonly matchers: readonly Matcher<T>[];

  /** @param targetOf what a match yields for a route, made once. */
  constructor(routes: readonly Route[], targetOf: (route: Route) => T) {
    this.matchers = routes.flatMap((route) => matchersOf(route, targetOf(route))).sort(byRank);
  }

  find(query: RouteQuery): RouteMatch<T> | undefined {
    const colon = query.host.indexOf(':');
    const portOfHost = colon < 0 ? NaN : Number(query.host.slice(colon + 1));
    const host = Number.isNaN(portOfHost) ? query.host : query.host.slice(0, colon);
    const port = Number.isNaN(portOfHost) ? query.port : portOfHost;
    for (const matcher of this.matchers) {
      if (matcher.prefix !== undefined && !query.path.startsWith(matcher.prefix)) continue;
      if (matcher.methods && !matcher.methods.has(query.method)) continue;
      if (matcher.hosts.length > 0 && !matcher.hosts.some((test) => test(host, port))) continue;
      if (!matcher.headers.every((test) => test(query.headers))) continue;
      if (matcher.prefix !== undefined)
        return { target: matcher.target, matchedPath: matcher.prefix, captures: NO_CAPTURES };
      if (matcher.paths.length === 0) return { target: matcher.target, matchedPath: undefined, captures: NO_CAPTURES };
      const found = firstMatch(matcher.paths, query.path);
      if (found) return { target: matcher.target, matchedPath: found.matched, captures: found.captures };
    }
    return undefined;
  }
}

function firstMatch(tests: readonly PathTest[], path: string): ReturnType<PathTest> {
  for (const test of tests) {
    const found = test(path);
    if (found) return found;
  }
  return undefined;
}

function byRank(a: Matcher<unknown>, b: Matcher<unknown>): number {
  const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
  if (at >= 0) return b.rank[at]! - a.rank[at]!;
  return a.id < b.id ? 1 : -1;
}

const isRegex = (path: string): boolean => path.startsWith('~');

/** Paths of one route that differ in kind or length are ranked apart, so each group gets a matcher of its own. */
function matchersOf<T>(route: Route, target: T): Matcher<T>[] {
  const groups = [...Map.groupBy(route.paths, (path) => (isRegex(path) ? 0 : path.length)).values()];
  if (groups.length < 2) return [matcher(route, target, route.paths, route.id)];
  return groups.map((paths, i) => matcher(route, target, paths, splitRouteId(route.id, i + 1)));
}

function matcher<T>(route: Route, target: T, paths: readonly string[], id: string): Matcher<T> {
  const [first] = paths;
  const onePrefix = paths.length === 1 && !isRegex(first!) ? first : undefined;
  return {
    target,
    id,
    rank: rankOf(route, paths),
    methods: route.methods.length > 0 ? new Set(route.methods) : undefined,
    prefix: onePrefix,
    paths: onePrefix === undefined ? paths.map(pathTest) : [],
    hosts: route.hosts.map(hostTest),
    headers: Object.entries(route.headers).map(([name, values]) => headerTest(name, values)),
  };
}

/** Number of kinds of conditions, plain hosts only, number of headers, regex before prefix, its priority, prefix length. */
function rankOf(route: Route, paths: readonly string[]): number[] {
  const headerCount = Object.keys(route.headers).length;
  const conditions = [route.methods.length, route.hosts.length, headerCount, paths.length].filter((count) => count > 0);
  const regex = paths[0] !== undefined && isRegex(paths[0]);
  const plainHosts = route.hosts.length > 0 && !route.hosts.some((host) => host.includes('*'));
  return [
    conditions.length,
    plainHosts ? 1 : 0,
    headerCount,
    regex ? 1 : 0,
    regex ? route.regexPriority : 0,
    regex ? 0 : (paths[0]?.length ?? 0),
  ];
}

function pathTest(path: string): PathTest {
  if (!isRegex(path)) return (given) => (given.startsWith(path) ? { matched: path, captures: NO_CAPTURES } : undefined);
  const regex = new RegExp(`^${path.slice(1)}`);
  return (given) => {
    const match = regex.exec(given);
    if (!match) return undefined;
    const numbered = Object.fromEntries(match.slice(1).map((value, i) => [i + 1, value]));
    return { matched: match[0], captures: { ...numbered, ...match.groups } };
  };
}

function hostTest(pattern: string): (host: string, port: number) => boolean {
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(pattern)!;
  const matches = nameTest(name!);
  return (host, given) => matches(host) && (port === undefined || Number(port) === given);
}

function nameTest(pattern: string): (host: string) => boolean {
  if (pattern.startsWith('*')) return (host) => host.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return (host) => host.startsWith(pattern.slice(0, -1));
  return (host) => host === pattern;
}

/** Any of the request's values may equal any of the route's, or match it when it starts with `~*`; case is ignored. */
function headerTest(name: string, values: readonly string[]): (headers: HeaderList) => boolean {
  const tests = values.map((value) => {
    const lower = value.toLowerCase();
    if (!lower.startsWith('~*')) return (given: string) => given === lower;
    const regex = new RegExp(lower.slice(2));
    return (given: string) => regex.test(given);
  });
  return (headers) =>
    getHeaderValues(headers, name.toLowerCase()).some((given) => tests.some((test) => test(given.toLowerCase())));
}
