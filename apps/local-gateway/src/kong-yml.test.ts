import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseKongFile } from './config/kong-file.ts';
import type { KongFile } from './config/kong-file.schema.ts';
import { Router } from './router.ts';

const text = readFileSync(join(import.meta.dirname, '../../../deploy/kong/kong.yml'), 'utf8');
const file = parse(text) as KongFile;
const configuration = parseKongFile(text);
const router = new Router(configuration.routes, (route) => route);

/** Every path of the public API that the services serve, with a method. */
const API: readonly (readonly [method: string, path: string, service: string, needsToken: boolean])[] = [
  ['POST', '/v1/auth/register', 'user', false],
  ['POST', '/v1/auth/login', 'user', false],
  ['POST', '/v1/auth/refresh', 'user', false],
  ['POST', '/v1/auth/logout', 'user', false],
  ['POST', '/v1/auth/verify-email', 'user', false],
  ['POST', '/v1/auth/forgot-password', 'user', false],
  ['POST', '/v1/auth/reset-password', 'user', false],
  ['GET', '/account/reset-password', 'user', false],
  ['GET', '/v1/audit', 'user', true],
  ['GET', '/v1/users/me', 'user', true],
  ['PUT', '/v1/users/me/password', 'user', true],
  ['DELETE', '/v1/users/me/sessions/1', 'user', true],
  ['PATCH', '/v1/users/me', 'user', true],
  ['POST', '/v1/users/me/addresses', 'user', true],
  ['DELETE', '/v1/users/me/addresses/1', 'user', true],
  ['GET', '/v1/users', 'user', true],
  ['PUT', '/v1/users/1/roles', 'user', true],
  ['GET', '/.well-known/openid-configuration', 'user', false],
  ['GET', '/oauth/jwks', 'user', false],
  ['POST', '/oauth/token', 'user', false],
  ['GET', '/oauth/authorize', 'user', false],
  ['POST', '/oauth/interaction/abc/login', 'user', false],
  ['GET', '/v1/products', 'product', false],
  ['GET', '/v1/products/1', 'product', false],
  ['HEAD', '/v1/products/1', 'product', false],
  ['GET', '/v1/categories', 'product', false],
  ['GET', '/images/a.svg', 'product', false],
  ['POST', '/v1/products', 'product', true],
  ['PATCH', '/v1/products/1', 'product', true],
  ['DELETE', '/v1/products/1', 'product', true],
  ['PUT', '/v1/products/1/stock', 'product', true],
  ['GET', '/v1/cart', 'order', true],
  ['PUT', '/v1/cart/items/1', 'order', true],
  ['POST', '/v1/orders', 'order', true],
  ['GET', '/v1/orders/1/events', 'order', true],
  ['POST', '/v1/orders/1/cancel', 'order', true],
  ['GET', '/v1/payments/1', 'payment', true],
];

const find = (method: string, path: string) =>
  router.find({ method, path, host: 'localhost:8000', headers: [], port: 8000 })?.target;

describe('deploy/kong/kong.yml', () => {
  it('asks for the audience that the services ask for', () => {
    const common = readFileSync(join(import.meta.dirname, '../../../deploy/env/common.env'), 'utf8');
    const guard = file.plugins.find(({ name }) => name === 'claims-guard');
    expect(guard?.config).toMatchObject({ audience: parseEnv(common)['AUDIENCE'] });
  });

  it('names every service, route and plugin', () => {
    const routes = file.services.flatMap((service) => service.routes ?? []);
    const plugins = [
      ...file.plugins,
      ...file.services.flatMap((service) => service.plugins ?? []),
      ...routes.flatMap((route) => route.plugins ?? []),
    ];
    const names = [
      file.services.map(({ name }) => name),
      routes.map(({ name }) => name),
      plugins.map((plugin) => plugin.instance_name),
    ];
    for (const list of names) {
      expect(list.filter((name) => !name)).toEqual([]);
      expect(new Set(list).size).toBe(list.length);
    }
  });

  it.each(API)('routes %s %s to %s, token needed: %s', (method, path, service, needsToken) => {
    const route = find(method, path);
    expect(route?.service?.host).toBe(service);
    const guarded = configuration.plugins.some(
      ({ definition, scope }) =>
        definition.name === 'jwt' && (scope.serviceId === route?.service?.id || scope.routeId === route?.id),
    );
    expect(guarded).toBe(needsToken);
  });

  it.each([
    '/health/live',
    '/health/ready',
    '/metrics',
    '/openapi.json',
    '/',
    '/v1',
    '/v1/usersx',
    '/v1/ordersmuggled',
    '/v1/auth/login/x',
  ])('lets nothing through to %s', (path) => expect(find('GET', path)).toBeUndefined());

  it('never sends a request that may change something twice', () => {
    const mutating = configuration.routes.filter(
      (route) =>
        route.methods.length === 0 || route.methods.some((method) => !['GET', 'HEAD', 'OPTIONS'].includes(method)),
    );
    expect(mutating.filter((route) => route.service!.retries > 0).map((route) => route.name)).toEqual([]);
  });

  it('limits the rate of every route', () => {
    const limited = configuration.plugins
      .filter(({ definition }) => definition.name === 'rate-limiting')
      .map(({ scope }) => scope.routeId ?? scope.serviceId);
    expect(
      configuration.routes.filter((route) => !limited.includes(route.id) && !limited.includes(route.service!.id)),
    ).toEqual([]);
  });

  it('holds no key', () => expect(configuration.jwtSecrets.size).toBe(0));
});
