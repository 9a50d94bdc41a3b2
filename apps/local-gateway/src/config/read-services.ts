import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Route, Service, Upstream } from './entity.ts';
import { entityId } from './entity-id.ts';
import type { KongFile, routeSchema, serviceSchema } from './kong-file.schema.ts';
import { find } from './reference.ts';

interface Services {
  readonly services: readonly Service[];
  /** In the order of the file: those under services first. */
  readonly routes: readonly Route[];
  readonly disabled: ReadonlySet<Service>;
}

export function readServices(file: KongFile, problems: string[]): Services {
  const services = file.services.map((input, i) => toService(input, `services[${i}]`, problems));
  const nested = file.services.flatMap((input, i) =>
    input.routes.map((route, j) => toRoute(route, services[i], `services[${i}].routes[${j}]`, problems)),
  );
  const top = file.routes.map((route, i) => {
    const place = `routes[${i}]`;
    return toRoute(route, find(services, route.service, `${place}: service`, problems), place, problems);
  });
  const routes = [...nested, ...top];
  problems.push(...repeated(services, 'service'), ...repeated(routes, 'route'));
  return { services, routes, disabled: new Set(services.filter((_, i) => !file.services[i]!.enabled)) };
}

function toService(input: z.infer<typeof serviceSchema>, place: string, problems: string[]): Service {
  const url = input.url ? new URL(input.url) : undefined;
  const protocol = (url?.protocol.slice(0, -1) as Service['protocol'] | undefined) ?? input.protocol ?? 'http';
  const host = url?.hostname ?? input.host;
  if (!host) problems.push(`${place}: needs "url" or "host"`);
  const name = input.name ?? undefined;
  return {
    id: input.id ?? (name ? entityId('services', name) : randomUUID()),
    name,
    protocol,
    host: host ?? '',
    port: url ? Number(url.port) || (protocol === 'https' ? 443 : 80) : (input.port ?? 80),
    path: (input.url ? urlPath(input.url) : input.path) ?? '/',
    retries: input.retries,
    connectTimeoutMs: input.connect_timeout,
    readTimeoutMs: input.read_timeout,
  };
}

/** The path as it is spelled in the URL; undefined when there is none (`new URL` would say "/"). */
function urlPath(url: string): string | undefined {
  return /^https?:\/\/[^/?#]*(\/[^?#]*)/.exec(url)?.[1];
}

function toRoute(
  input: z.infer<typeof routeSchema>,
  service: Service | undefined,
  place: string,
  problems: string[],
): Route {
  const { methods, hosts, paths, headers } = input;
  const conditions = [methods, hosts, paths, Object.keys(headers ?? {})];
  if (!conditions.some((list) => list?.length))
    problems.push(`${place}: must set one of "methods", "hosts", "headers", "paths"`);
  paths?.forEach((path, i) => {
    const problem = path.startsWith('~') && regexProblem(path.slice(1));
    if (problem) problems.push(`${place}: paths[${i}]: ${problem}`);
  });
  const name = input.name ?? undefined;
  return {
    id: input.id ?? (name ? entityId('routes', name) : randomUUID()),
    name,
    service,
    methods: methods ?? [],
    hosts: hosts ?? [],
    paths: paths ?? [],
    headers: headers ?? {},
    regexPriority: input.regex_priority,
    stripPath: input.strip_path,
    preserveHost: input.preserve_host,
    httpsOnlyStatus: input.protocols.includes('http') ? undefined : input.https_redirect_status_code,
  };
}

function regexProblem(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function repeated(entities: readonly { readonly name: string | undefined }[], kind: string): string[] {
  const names = entities.map((entity) => entity.name).filter((name) => name !== undefined);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map(
    (name) => `${kind} "${name}" is declared twice`,
  );
}

export function readUpstreams(file: KongFile, problems: string[]): Upstream[] {
  return file.upstreams.map((input, i) => ({
    name: input.name,
    hostHeader: input.host_header ?? undefined,
    passive: input.healthchecks.passive,
    targets: input.targets.map(({ target, weight }, j) => {
      const [, host, port] = /^([^:]+)(?::(\d+))?$/.exec(target) ?? [];
      if (!host) problems.push(`upstreams[${i}].targets[${j}]: "${target}" is not host:port`);
      return { host: host ?? '', port: Number(port ?? DEFAULT_TARGET_PORT), weight };
    }),
  }));
}

const DEFAULT_TARGET_PORT = 8000;
