import type { z } from 'zod';
import type { Configuration, PluginScope } from '../config/entity.ts';
import type { Exchange, ResponseHead } from '../exchange.ts';
import type { Runtime } from '../runtime.ts';

/** The phases of Kong that a plugin may take part in. */
export interface PluginHooks {
  /** Before a route is looked for; for plugins that apply to everything. */
  rewrite?(exchange: Exchange): void;
  /** Before the request goes upstream; `exchange.exit…` or `fail` ends it here. */
  access?(exchange: Exchange): void | Promise<void>;
  /** Before the head of any response, proxied or not, goes to the client. */
  headerFilter?(exchange: Exchange, head: ResponseHead): void;
}

export interface PluginContext {
  readonly scope: PluginScope;
  readonly configuration: Configuration;
  readonly runtime: Runtime;
}

export interface PluginDefinition<Config = unknown> {
  readonly name: string;
  /** Kong's PRIORITY: higher runs earlier. */
  readonly priority: number;
  readonly schema: z.ZodType<Config>;
  /** Called once per configured plugin when a configuration is loaded. */
  create(config: Config, context: PluginContext): PluginHooks;
}

/** Ties the type of the configuration to the schema, then forgets it, so that definitions fit one list. */
export function definePlugin<S extends z.ZodType>(definition: {
  name: string;
  priority: number;
  schema: S;
  create(config: z.infer<S>, context: PluginContext): PluginHooks;
}): PluginDefinition {
  return definition;
}
