import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KongAdmin, KongError, KongUnreachable } from './index.ts';
import { recordedKong } from './recorded-kong.fixture.ts';

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: KongError) => error,
  );

describe('reading', () => {
  let server: Awaited<ReturnType<typeof recordedKong>>;
  let kong: KongAdmin;
  beforeAll(async () => {
    server = await recordedKong('40-admin-read');
    kong = new KongAdmin({ url: server.url });
  });
  afterAll(() => server.close());

  it('tells how the node is made and how it is doing', async () => {
    expect(await kong.information()).toMatchObject({
      version: '3.9.1',
      plugins: { available_on_server: { jwt: { priority: 1450 } } },
    });
    expect(await kong.status()).toMatchObject({ configuration_hash: '5579dac272938fc155a904761eb0c22a' });
  });

  it('lists the entities of every kind', async () => {
    const names = async (list: AsyncIterable<object>) =>
      (await all(list)).map((entity) => Object.values(entity)).flat();
    expect(await names(kong.services.list())).toEqual(expect.arrayContaining(['echo', 'other']));
    expect(await names(kong.routes.list())).toContain('r1');
    expect(await names(kong.consumers.list())).toContain('alice');
    expect(await names(kong.plugins.list())).toEqual(expect.arrayContaining(['jwt', 'rate-limiting']));
    expect(await names(kong.jwtSecrets.list())).toContain('k1');
    expect(await names(kong.keyAuths.list())).toContain('ka');
    expect(await names(kong.acls.list())).toContain('g');
    expect(await names(kong.upstreams.list())).toContain('up1');
  });

  it('lists what belongs to one entity', async () => {
    expect(await all(kong.below('services', 'echo', 'routes').list())).toMatchObject([
      { name: 'r1', paths: ['/echo'] },
    ]);
    expect(await all(kong.below('consumers', 'alice', 'jwt').list())).toMatchObject([
      { key: 'k1', algorithm: 'HS256' },
    ]);
    expect(await all(kong.below('upstreams', 'up1', 'targets').list())).toMatchObject([{ target: '127.0.0.1:19999' }]);
    expect(await all(kong.health('up1'))).toMatchObject([{ target: '127.0.0.1:19999', health: 'HEALTHCHECKS_OFF' }]);
  });

  it('goes on from page to page with the size that was asked for', async () => {
    const from = server.asked.length;
    const list = kong.services.list({ size: 1 });
    await list.next();
    await list.next();
    expect(server.asked.slice(from)).toEqual([
      'GET /services?size=1',
      expect.stringMatching(/^GET \/services\?size=1&offset=c2VydmljZXN8/),
    ]);
    await list.return();
  });

  it('finds an entity by its name', async () => {
    expect(await kong.services.get('echo')).toMatchObject({ name: 'echo', host: '127.0.0.1', port: 19999 });
  });

  it.each([
    ['a service', () => kong.services.get('nope')],
    ['a route', () => kong.routes.get('nope')],
  ])('says that there is no such thing: %s', async (_, ask) => {
    expect(await refusal(ask())).toMatchObject({ name: 'KongError', kind: 'not_found', status: 404 });
  });

  it('tells a failing Kong from a refusing one', async () => {
    expect(await refusal(all(kong.services.list({ tags: ['t1'] })))).toMatchObject({
      kind: 'failed',
      status: 500,
      message: 'GET /services answered 500: An unexpected error occurred',
    });
  });

  it('reads the configuration in force, and the schema of a plugin', async () => {
    expect(await kong.configuration.get()).toContain("_format_version: '3.0'");
    expect(await kong.schema('plugins/jwt')).toHaveProperty('fields');
  });
});

describe('writing to a Kong without a database', () => {
  let server: Awaited<ReturnType<typeof recordedKong>>;
  let kong: KongAdmin;
  beforeAll(async () => {
    server = await recordedKong('41-admin-write-dbless');
    kong = new KongAdmin({ url: server.url });
  });
  afterAll(() => server.close());

  it.each([
    ['create', () => kong.services.create({ name: 'x', url: 'http://x.test' })],
    ['put', () => kong.services.put('echo', { url: 'http://x.test' })],
    ['patch', () => kong.services.patch('echo', { port: 81 })],
    ['delete', () => kong.services.delete('echo')],
    ['create below', () => kong.below('services', 'echo', 'routes').create({ paths: ['/z'] })],
  ])('is refused: %s', async (_, write) => {
    expect(await refusal(write())).toMatchObject({
      kind: 'read_only',
      status: 405,
      code: 12,
      fault: 'operation unsupported',
    });
  });

  it.each([
    ['plugins', { name: 'jwt', config: { key_claim_name: 'kid' } }, undefined],
    ['services', { url: 'http://a.test' }, undefined],
    ['plugins', { name: 'jwt', config: { nope: 1 } }, { config: { nope: 'unknown field' } }],
    ['plugins', { name: 'rate-limiting', config: { minute: 'x' } }, { config: { minute: 'expected a number' } }],
  ])('is checked beforehand: %s %j', async (type, entity, fields) => {
    const fault = await kong.faultsOf(type, entity);
    expect(fault?.fields).toEqual(fields);
    if (fields) expect(fault).toMatchObject({ kind: 'schema_violation', code: 2 });
  });
});

describe('posting a configuration', () => {
  let server: Awaited<ReturnType<typeof recordedKong>>;
  let kong: KongAdmin;
  beforeAll(async () => {
    server = await recordedKong('42-post-config');
    kong = new KongAdmin({ url: server.url });
  });
  afterAll(() => server.close());

  const ECHO =
    '_format_version: "3.0"\nservices:\n- {name: echo, url: "http://127.0.0.1:19999", routes: [{name: r1, paths: [/echo]}]}\n';

  it('puts it into force, and says when it was already', async () => {
    expect(await kong.configuration.post(ECHO, { checkHash: false })).toBe(true);
    expect(await kong.configuration.post(ECHO)).toBe(false);
  });

  it('names every faulty entity', async () => {
    const faulty =
      '_format_version: "3.0"\nservices:\n- {name: a, url: "ftp://x", nope: 1, routes: [{name: r, paths: [zz]}]}\n- {name: b, port: 1}\nplugins:\n- {name: nope}\n- {name: jwt, config: {q: 1}}\n';
    const error = await refusal(kong.configuration.post(faulty));
    expect(error).toMatchObject({
      kind: 'invalid_configuration',
      code: 14,
      fault: 'invalid declarative configuration',
    });
    const found = error?.flattened.map(({ entity_type, entity_name }) => `${entity_type} ${entity_name}`);
    expect(found).toEqual(expect.arrayContaining(['service a', 'service b', 'route r', 'plugin nope', 'plugin jwt']));
    expect(error?.flattened).toContainEqual(
      expect.objectContaining({
        entity_name: 'b',
        errors: [{ type: 'field', field: 'host', message: 'required field missing' }],
      }),
    );
  });

  it.each([
    ['', { error: 'failed parsing declarative configuration: expected an object' }],
    ['services: []', { _format_version: 'required field missing' }],
  ])('shows the fields of a configuration that is none: %j', async (config, fields) => {
    expect(await refusal(kong.configuration.post(config))).toMatchObject({ kind: 'invalid_configuration', fields });
  });
});

describe('without an answer of Kong', () => {
  /** Asks a server of which nothing is known. */
  async function ask(listener: RequestListener, timeoutMs = 1000): Promise<unknown> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin/`;
    try {
      return await refusal(new KongAdmin({ url, timeoutMs, headers: { 'kong-admin-token': 't' } }).status());
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('says that nobody listens', async () => {
    const { url, close } = await recordedKong();
    await close();
    const error = await refusal(new KongAdmin({ url }).status());
    expect(error).toBeInstanceOf(KongUnreachable);
    expect(error?.message).toMatch(/^GET \/status got no answer: .*ECONNREFUSED/);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['silence', () => {}, /timeout/i],
    ['a cut', (_, response) => response.destroy(), /other side closed|ECONNRESET/],
    ["a proxy's page", (_, response) => response.writeHead(502).end('<html>'), /status 502 without Kong's JSON/],
  ])('says so: %s', async (_, listener, reason) => {
    const error = await ask(listener, 300);
    expect(error).toBeInstanceOf(KongUnreachable);
    expect((error as Error).message).toMatch(reason);
  });

  it('sends the headers and the path that it was given', async () => {
    const seen: unknown[] = [];
    await ask((request, response) => {
      seen.push(request.url, request.headers['kong-admin-token']);
      response.end('{}');
    });
    expect(seen).toEqual(['/admin/status', 't']);
  });
});
