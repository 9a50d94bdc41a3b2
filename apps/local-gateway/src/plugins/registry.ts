import { acl } from './acl.ts';
import { claimsGuard } from './claims-guard.ts';
import { correlationId } from './correlation-id.ts';
import { cors } from './cors.ts';
import { jwt } from './jwt.ts';
import { keyAuth } from './key-auth.ts';
import type { PluginDefinition } from './plugin.ts';
import { proxyCache } from './proxy-cache.ts';
import { rateLimiting } from './rate-limiting.ts';
import { requestSizeLimiting } from './request-size-limiting.ts';
import { requestTermination } from './request-termination.ts';
import { requestTransformer } from './request-transformer.ts';
import { responseTransformer } from './response-transformer.ts';

/** Every plugin that the gateway knows; a new one is a file and a line here. */
const PLUGINS: readonly PluginDefinition[] = [
  correlationId,
  cors,
  jwt,
  keyAuth,
  claimsGuard,
  requestSizeLimiting,
  acl,
  rateLimiting,
  requestTransformer,
  responseTransformer,
  proxyCache,
  requestTermination,
];

const BY_NAME = new Map(PLUGINS.map((plugin) => [plugin.name, plugin]));

export function pluginNamed(name: string): PluginDefinition | undefined {
  return BY_NAME.get(name);
}

export function pluginNames(): string[] {
  return [...BY_NAME.keys()];
}
