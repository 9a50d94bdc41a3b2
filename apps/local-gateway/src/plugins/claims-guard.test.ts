import { createHmac } from 'node:crypto';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseKongFile } from '../config/kong-file.ts';
import { Gateway } from '../gateway.ts';
import { Runtime } from '../runtime.ts';

const SUB = '0190a0b0-0000-7000-8000-000000000001';
const CONFIG = `
_format_version: "3.0"
consumers: [{ username: users, jwt_secrets: [{ key: k1, algorithm: HS256, secret: s }] }]
plugins: [{ name: claims-guard, config: { issuer: "{vault://env/test-issuer}", audience: shopmesh } }]
services:
- name: shop
  url: http://shop:80
  routes:
  - { name: public, paths: [/public] }
  - { name: private, paths: [/private], plugins: [&jwt { name: jwt, config: { key_claim_name: kid, claims_to_verify: [exp] } }] }
  - name: staff
    paths: [/staff]
    plugins: [*jwt, { name: acl, config: { allow: [staff], always_use_authenticated_groups: true } }]
  - name: limited
    paths: [/limited]
    plugins: [*jwt, { name: rate-limiting, config: { minute: 1, policy: local, limit_by: header, header_name: X-User-Id } }]
`;

let upstream: Server;
let gateway: Gateway;
let port: number;

beforeAll(async () => {
  upstream = createServer(({ rawHeaders }, response) => response.end(JSON.stringify(rawHeaders)));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  process.env['TEST_ISSUER'] = 'https://shop.test';
  const connect = new Map([['shop:80', `127.0.0.1:${(upstream.address() as AddressInfo).port}`]]);
  gateway = new Gateway(parseKongFile(CONFIG), new Runtime(undefined, 1, connect));
  port = await gateway.listen(0, '127.0.0.1');
});

afterAll(async () => {
  delete process.env['TEST_ISSUER'];
  await gateway.stop();
  upstream.closeAllConnections();
  upstream.close();
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: unknown };

/** @returns the answer; when it is the upstream's, its body are the headers that came there */
function get(path: string, headers: Record<string, string | string[]> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: JSON.parse(text) }),
      );
    });
    asking.on('error', reject).end();
  });
}

function bearer(claims: object = {}, header: object = {}): { authorization: string } {
  const inFive = Math.floor(Date.now() / 1000) + 300;
  const body = { iss: 'https://shop.test', aud: 'shopmesh', sub: SUB, roles: ['customer'], exp: inFive, ...claims };
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'k1', ...header })}.${part(body)}`;
  return { authorization: `Bearer ${signed}.${createHmac('sha256', 's').update(signed).digest('base64url')}` };
}

/** What the upstream was told under a name, however it was spelled. */
function told({ body }: Answer, name: string): string[] {
  const list = body as string[];
  return list.filter((_, at) => at % 2 === 1 && list[at - 1]!.toLowerCase().replaceAll('_', '-') === name);
}

describe('claims-guard', () => {
  it.each([
    'X-User-Id',
    'x_user_id',
    'X-User_Roles',
    'X-Consumer-Id',
    'X_Consumer_Username',
    'X-Consumer-Groups',
    'X-Authenticated-Groups',
    'X-Credential-Identifier',
    'X-Anonymous-Consumer',
  ])('lets no client say %s', async (name) => {
    const plain = name.toLowerCase().replaceAll('_', '-');
    for (const [path, own] of [['/public', {}] as const, ['/private', bearer()] as const]) {
      const answer = await get(path, { ...own, [name]: 'spoofed' });
      expect(answer.status).toBe(200);
      expect(told(answer, plain)).not.toContain('spoofed');
    }
  });

  it('tells the upstream who calls, by the token', async () => {
    const answer = await get('/private', bearer());
    expect([told(answer, 'x-user-id'), told(answer, 'x-consumer-username')]).toEqual([[SUB], ['users']]);
  });

  it('takes an audience out of several, and a type in its long form', async () => {
    const answer = await get('/private', bearer({ aud: ['other', 'shopmesh'] }, { typ: 'application/at+JWT' }));
    expect(answer.status).toBe(200);
  });

  it.each([
    ['typ', {}, { typ: 'JWT' }],
    ['typ', {}, { typ: undefined }],
    ['iss', { iss: 'https://evil.test' }, {}],
    ['iss', { iss: 1 }, {}],
    ['aud', { aud: ['other'] }, {}],
    ['aud', { aud: undefined }, {}],
    ['sub', { sub: undefined }, {}],
    ['sub', { sub: 'a\r\nX-User-Id: b' }, {}],
  ])('refuses a token with a wrong %s: %j %j', async (claim, claims, header) => {
    const { status, headers, body } = await get('/private', bearer(claims, header));
    expect([status, body]).toEqual([401, { message: `Invalid '${claim}' in token` }]);
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it.each([[['k1']], [1], [null], [{}]])('refuses the key id %j, on which jwt would fail', async (kid) => {
    for (const headers of [bearer({}, { kid }), bearer({ kid })]) {
      const { status, headers: answered } = await get('/private', headers);
      expect([status, answered['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
    }
  });

  it.each([
    [['customer', 'staff'], 200],
    [['customer'], 403],
    ['staff', 403],
    [undefined, 403],
  ])('makes acl judge by the roles %j', async (roles, status) => {
    expect((await get('/staff', bearer({ roles }))).status).toBe(status);
  });

  it("counts each user's requests for themselves, whatever they call themselves", async () => {
    const [ada, bob] = [bearer(), bearer({ sub: '0190a0b0-0000-7000-8000-000000000002' })];
    const statuses = [];
    for (const headers of [ada, { ...ada, 'x-user-id': 'somebody' }, bob]) {
      statuses.push((await get('/limited', headers)).status);
    }
    expect(statuses).toEqual([200, 429, 200]);
  });

  it('does not start without the issuer that it refers to', () => {
    const config = parseKongFile(CONFIG.replace('test-issuer', 'no-such-issuer'));
    expect(() => new Gateway(config, new Runtime())).toThrow('NO_SUCH_ISSUER');
  });
});
