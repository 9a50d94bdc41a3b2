import type { z } from 'zod';
import { pluginNamed, pluginNames } from '../plugins/registry.ts';
import type { Consumer, PluginEntry, PluginScope, Route, Service } from './entity.ts';
import type { KongFile, pluginSchema } from './kong-file.schema.ts';
import { describeIssues } from './problem.ts';
import { find } from './reference.ts';

type PluginInput = z.infer<typeof pluginSchema>;

interface Entities {
  readonly services: readonly Service[];
  readonly routes: readonly Route[];
  readonly consumers: readonly Consumer[];
}

interface Placed {
  readonly input: PluginInput;
  /** Where the plugin stands in the file, as a path and as a scope. */
  readonly place: string;
  readonly parent: PluginScope;
}

const EVERYWHERE: PluginScope = { serviceId: undefined, routeId: undefined, consumerId: undefined };

/** Plugins of the whole file, each with the scope that its place and its own references give it. */
export function readPlugins(file: KongFile, entities: Entities, problems: string[]): PluginEntry[] {
  const entries: PluginEntry[] = [];
  for (const { input, place, parent } of allPlugins(file, entities)) {
    const definition = pluginNamed(input.name);
    if (!definition) {
      problems.push(`${place}: unknown plugin "${input.name}"; known are ${pluginNames().join(', ')}`);
      continue;
    }
    const config = definition.schema.safeParse(input.config ?? {});
    if (!config.success) {
      problems.push(...describeIssues(config.error.issues, place, input.name));
      continue;
    }
    const scope = {
      serviceId: find(entities.services, input.service, `${place}: service`, problems)?.id ?? parent.serviceId,
      routeId: find(entities.routes, input.route, `${place}: route`, problems)?.id ?? parent.routeId,
      consumerId: find(entities.consumers, input.consumer, `${place}: consumer`, problems)?.id ?? parent.consumerId,
    };
    if (entries.some((other) => other.definition === definition && isSame(other.scope, scope))) {
      problems.push(`${place} (${input.name}): another ${input.name} applies to the same place`);
    }
    if (input.enabled) entries.push({ definition, config: config.data, scope });
  }
  return entries;
}

function* allPlugins(file: KongFile, { services, routes, consumers }: Entities): Generator<Placed> {
  yield* placed(file.plugins, 'plugins', EVERYWHERE);
  let route = 0;
  for (const [i, service] of file.services.entries()) {
    yield* placed(service.plugins, `services[${i}].plugins`, { ...EVERYWHERE, serviceId: services[i]!.id });
    for (const [j, nested] of service.routes.entries()) {
      yield* placed(nested.plugins, `services[${i}].routes[${j}].plugins`, {
        ...EVERYWHERE,
        routeId: routes[route++]!.id,
      });
    }
  }
  for (const [i, top] of file.routes.entries()) {
    yield* placed(top.plugins, `routes[${i}].plugins`, { ...EVERYWHERE, routeId: routes[route++]!.id });
  }
  for (const [i, consumer] of file.consumers.entries()) {
    yield* placed(consumer.plugins, `consumers[${i}].plugins`, { ...EVERYWHERE, consumerId: consumers[i]!.id });
  }
}

function* placed(inputs: readonly PluginInput[], place: string, parent: PluginScope): Generator<Placed> {
  for (const [i, input] of inputs.entries()) yield { input, place: `${place}[${i}]`, parent };
}

function isSame(a: PluginScope, b: PluginScope): boolean {
  return a.serviceId === b.serviceId && a.routeId === b.routeId && a.consumerId === b.consumerId;
}
