import { Balancer } from './balancer.ts';
import type { Configuration, PluginEntry, PluginScope, Route } from './config/entity.ts';
import type { Exchange } from './exchange.ts';
import type { PluginDefinition, PluginHooks } from './plugins/plugin.ts';
import { Router } from './router.ts';
import type { Runtime } from './runtime.ts';

/** One plugin on one route: which of its configurations applies may depend on who calls. */
interface ChainLink {
  readonly forAnyone: PluginHooks | undefined;
  readonly byConsumer: ReadonlyMap<string, PluginHooks> | undefined;
}

export interface RoutePlan {
  readonly route: Route;
  /** In order of priority. */
  readonly chain: readonly ChainLink[];
  /** Undefined for a route without a service. */
  readonly balancer: Balancer | undefined;
}

/** A configuration made ready to serve: everything that does not depend on the request is decided here. */
export class Plan {
  readonly router: Router<RoutePlan>;
  /** What applies to requests that no route takes. */
  readonly globalHooks: readonly PluginHooks[];
  readonly isEmpty: boolean;

  constructor(
    readonly configuration: Configuration,
    runtime: Runtime,
  ) {
    const created = new Map<PluginEntry, PluginHooks>();
    for (const entry of configuration.plugins) {
      created.set(entry, entry.definition.create(entry.config, { scope: entry.scope, configuration, runtime }));
    }
    const definitions = [...new Set(configuration.plugins.map((entry) => entry.definition))].sort(byPriority);
    const lookUp = (
      definition: PluginDefinition,
      route: Route | undefined,
      consumerId?: string,
    ): PluginHooks | undefined => {
      const entry = mostSpecific(configuration.plugins, definition, route, consumerId);
      return entry && created.get(entry);
    };
    const consumerIds = new Set(
      configuration.plugins.map((entry) => entry.scope.consumerId).filter((id) => id !== undefined),
    );
    const link = (definition: PluginDefinition, route: Route): ChainLink => {
      const forAnyone = lookUp(definition, route);
      const special = [...consumerIds]
        .map((id) => [id, lookUp(definition, route, id)] as const)
        .filter((pair): pair is readonly [string, PluginHooks] => pair[1] !== undefined && pair[1] !== forAnyone);
      return { forAnyone, byConsumer: special.length > 0 ? new Map(special) : undefined };
    };
    const upstreams = new Map(configuration.upstreams.map((upstream) => [upstream.name, upstream]));
    const balancers = new Map(
      configuration.services.map((service) => [service, new Balancer(service, upstreams.get(service.host))]),
    );

    this.isEmpty = configuration.routes.length === 0 && configuration.services.length === 0;
    this.globalHooks = definitions
      .map((definition) => lookUp(definition, undefined))
      .filter((hooks) => hooks !== undefined);
    this.router = new Router(configuration.routes, (route) => ({
      route,
      chain: definitions
        .map((definition) => link(definition, route))
        .filter((entry) => entry.forAnyone || entry.byConsumer),
      balancer: route.service && balancers.get(route.service),
    }));
  }
}

function byPriority(a: PluginDefinition, b: PluginDefinition): number {
  return b.priority - a.priority || (a.name < b.name ? -1 : 1);
}

/** Kong's order: the more of consumer, route and service a configuration names, the more it counts. */
function mostSpecific(
  entries: readonly PluginEntry[],
  definition: PluginDefinition,
  route: Route | undefined,
  consumerId: string | undefined,
): PluginEntry | undefined {
  const r = route?.id;
  const s = route?.service?.id;
  const c = consumerId;
  const candidates: PluginScope[] = [
    { routeId: r, serviceId: s, consumerId: c },
    { routeId: r, serviceId: undefined, consumerId: c },
    { routeId: undefined, serviceId: s, consumerId: c },
    { routeId: r, serviceId: s, consumerId: undefined },
    { routeId: undefined, serviceId: undefined, consumerId: c },
    { routeId: r, serviceId: undefined, consumerId: undefined },
    { routeId: undefined, serviceId: s, consumerId: undefined },
    { routeId: undefined, serviceId: undefined, consumerId: undefined },
  ];
  const mine = entries.filter((entry) => entry.definition === definition);
  for (const wanted of candidates) {
    const found = mine.find(
      ({ scope }) =>
        scope.routeId === wanted.routeId &&
        scope.serviceId === wanted.serviceId &&
        scope.consumerId === wanted.consumerId,
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * Runs the access phase. Once there is an answer, later plugins only take part in the response.
 * @returns a promise only if a plugin had to wait, because most requests never do.
 */
export function runAccess(exchange: Exchange, chain: readonly ChainLink[], from = 0): void | Promise<void> {
  for (let i = from; i < chain.length; i += 1) {
    const { forAnyone, byConsumer } = chain[i]!;
    const hooks = (exchange.consumer && byConsumer?.get(exchange.consumer.id)) ?? forAnyone;
    if (!hooks) continue;
    exchange.ran.push(hooks);
    if (exchange.answer) continue;
    const waiting = hooks.access?.(exchange);
    if (waiting) return waiting.then(() => runAccess(exchange, chain, i + 1));
  }
}
