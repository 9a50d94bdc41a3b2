import { describe, expect, it } from '@jest/globals';
import { parseKongFile } from './kong-file.ts';
import { ConfigError } from './problem.ts';

function problemsOf(yaml: string): readonly string[] {
  try {
    parseKongFile(`_format_version: "3.0"\n${yaml}`);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('a configuration that cannot be used', () => {
  it.each([
    [
      'an unknown field of a plugin',
      'plugins: [{name: rate-limiting, config: {minutes: 5}}]',
      'plugins[0] (rate-limiting): unknown field "minutes"',
    ],
    [
      'a nested plugin',
      'services: [{url: "http://a", routes: [{paths: [/], plugins: [{name: cors, config: {orgins: []}}]}]}]',
      'services[0].routes[0].plugins[0] (cors): unknown field "orgins"',
    ],
    ['an unknown plugin', 'plugins: [{name: oauth3}]', 'plugins[0]: unknown plugin "oauth3"; known are '],
    [
      'an unknown field of a service',
      'services: [{url: "http://a", retires: 3}]',
      'services[0]: unknown field "retires"',
    ],
    ['an unknown kind of entity', 'vaults: []', 'file: unknown field "vaults"'],
    [
      'a wrong type',
      'services: [{url: "http://a", retries: many}]',
      'services[0].retries: expected number, received string',
    ],
    [
      'a wrong value',
      'plugins: [{name: correlation-id, config: {generator: ulid}}]',
      'plugins[0] (correlation-id): generator: must be one of "uuid", "uuid#counter", "tracker"',
    ],
    [
      'an unsupported policy',
      'plugins: [{name: rate-limiting, config: {minute: 1, policy: redis}}]',
      'plugins[0] (rate-limiting): policy: only "local" is supported',
    ],
    [
      'limits that contradict',
      'plugins: [{name: rate-limiting, config: {second: 9, minute: 1}}]',
      'plugins[0] (rate-limiting): the limit for minute cannot be lower than the limit for second',
    ],
    ['a reference to nothing', 'plugins: [{name: cors, route: lost}]', 'plugins[0]: route: there is no "lost"'],
    [
      'a route that takes everything',
      'routes: [{name: r}]',
      'routes[0]: must set one of "methods", "hosts", "headers", "paths"',
    ],
    ['a broken regular expression', 'routes: [{paths: ["~/("]}]', 'routes[0]: paths[0]: Invalid regular expression'],
    [
      'two plugins for one place',
      'plugins: [{name: cors}, {name: cors}]',
      'plugins[1] (cors): another cors applies to the same place',
    ],
    [
      'two routes of one name',
      'routes: [{name: r, paths: [/a]}, {name: r, paths: [/b]}]',
      'route "r" is declared twice',
    ],
    [
      'a key that is no PEM',
      'consumers: [{username: u, jwt_secrets: [{key: k, algorithm: RS256, rsa_public_key: x}]}]',
      'consumers[0].jwt_secrets[0]: rsa_public_key: is not a public key in PEM',
    ],
    [
      'a template with unsupported Lua',
      'plugins: [{name: request-transformer, config: {add: {headers: ["A:$(os.time())"]}}}]',
      'plugins[0] (request-transformer): add.headers[0]: "os" is not known here',
    ],
    ['broken YAML', 'services: [', 'not YAML: '],
  ])('names the place of %s', (_, yaml, expected) => {
    const problems = problemsOf(yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it('is reported with every mistake at once', () =>
    expect(problemsOf('services: [{url: "http://a", x: 1, y: 2}]\nplugins: 5')).toEqual([
      'services[0]: unknown field "x"',
      'services[0]: unknown field "y"',
      'plugins: expected array, received number',
    ]));

  it('is one without the format version as a string', () =>
    expect(() => parseKongFile('_format_version: 3.0')).toThrow('must be the string "3.0"'));
});

describe('a configuration', () => {
  it('gets the defaults of Kong', () => {
    const { services, routes } = parseKongFile(
      '_format_version: "3.0"\nservices: [{url: "http://a", routes: [{paths: [/]}]}]',
    );
    expect(services[0]).toMatchObject({
      protocol: 'http',
      port: 80,
      path: '/',
      retries: 5,
      connectTimeoutMs: 60_000,
      readTimeoutMs: 60_000,
    });
    expect(routes[0]).toMatchObject({ stripPath: true, preserveHost: false, regexPriority: 0 });
  });

  it('may be JSON', () =>
    expect(parseKongFile('{"_format_version": "3.0", "services": [{"host": "a"}]}').services).toHaveLength(1));

  it('leaves out the routes of a service that is not enabled', () =>
    expect(
      parseKongFile('_format_version: "3.0"\nservices: [{host: a, enabled: false, routes: [{paths: [/]}]}]').routes,
    ).toEqual([]));

  it('gives consumers the ids that Kong derives from their names', () =>
    expect(parseKongFile('_format_version: "3.0"\nconsumers: [{username: alice}]').consumers[0]!.id).toBe(
      'b32379d9-3d28-5683-a79c-72139be6e34f',
    ));
});
