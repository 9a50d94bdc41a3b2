import { expect, it } from '@jest/globals';
import { loadConfig, serviceShape } from './config.ts';

it('reports every bad variable at once, and no value', () => {
  const env = { HTTP_PORT: 'eighty', DATABASE_URL: 'postgres://u:hunter2@', ISSUER: 'x' };
  const load = () => loadConfig(serviceShape, env);
  for (const name of ['HTTP_PORT', 'GRPC_PORT', 'ISSUER', 'JWKS_URL']) expect(load).toThrow(name);
  expect(load).not.toThrow('hunter2');
});

const env = {
  HTTP_PORT: '1',
  GRPC_PORT: '2',
  ISSUER: 'http://i',
  JWKS_URL: 'http://j',
  DATABASE_URL: 'postgres://h/d',
  SERVICE_SECRET: 'x'.repeat(32),
};

it('binds to loopback unless told otherwise', () => {
  expect(loadConfig(serviceShape, env)).toMatchObject({ HOST: '127.0.0.1', HTTP_PORT: 1, LOG_LEVEL: 'info' });
});

it('needs to know how callers prove who they are', () => {
  const { SERVICE_SECRET: _, ...withoutSecret } = env;
  expect(() => loadConfig(serviceShape, withoutSecret)).toThrow(
    'SERVICE_SECRET: is needed unless PEER_IDENTITY is mesh',
  );
  expect(loadConfig(serviceShape, { ...withoutSecret, PEER_IDENTITY: 'mesh' }).PEER_IDENTITY).toBe('mesh');
});
