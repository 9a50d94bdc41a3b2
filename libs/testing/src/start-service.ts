import type { DynamicModule } from '@nestjs/common';
import type { ProtoPackage } from '@shopmesh/contracts';
import { createApp, loadConfig, type ServiceConfig } from '@shopmesh/runtime';
import type { z } from 'zod';
import { SERVICE_SECRET } from './grpc-client.ts';
import { freePort } from './loopback.ts';

type Service<S extends z.ZodRawShape> = {
  name: ProtoPackage;
  shape: S;
  appModule: (config: z.infer<z.ZodObject<S>>) => DynamicModule;
  /** Its environment. Ports, address and log level are set; it trusts the tokens that it issues itself unless told whose. */
  env: Record<string, string>;
};

/** An answer with its body read: parsed when it is JSON, else as text, undefined when there is none. */
export type Answer = { status: number; headers: Headers; body: any };

export type Call = { token?: string; headers?: Record<string, string>; body?: unknown };

export type RunningService = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `127.0.0.1:<port>` */
  grpc: string;
  /** Sends a request. @param path from the root; a body that is not text is sent as JSON. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  close(): Promise<void>;
};

/** Starts a service as `run` does, on free loopback ports: HTTP and gRPC through real sockets. */
export async function startService<S extends z.ZodRawShape>(service: Service<S>): Promise<RunningService> {
  const { name, shape, appModule, env } = service;
  const [httpPort, grpcPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${httpPort}`;
  const config = loadConfig(shape, {
    HTTP_PORT: String(httpPort),
    GRPC_PORT: String(grpcPort),
    LOG_LEVEL: 'silent',
    ISSUER: url,
    JWKS_URL: `${url}/oauth/jwks`,
    SERVICE_SECRET,
    ...env,
  });
  const app = await createApp(appModule(config), { name, config: config as unknown as ServiceConfig });
  await app.startAllMicroservices();
  await app.listen(httpPort, '127.0.0.1');
  return {
    url,
    grpc: `127.0.0.1:${grpcPort}`,
    call: (method, path, call) => send(method, url + path, call),
    close: () => app.close(),
  };
}

async function send(method: string, url: string, { token, headers, body }: Call = {}): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: text ? (json ? JSON.parse(text) : text) : undefined,
  };
}
