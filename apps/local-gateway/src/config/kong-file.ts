import { parseDocument } from 'yaml';
import type { Configuration } from './entity.ts';
import { kongFileSchema } from './kong-file.schema.ts';
import { ConfigError, describeIssues } from './problem.ts';
import { readConsumers } from './read-consumers.ts';
import { readPlugins } from './read-plugins.ts';
import { readServices, readUpstreams } from './read-services.ts';

/**
 * Reads a declarative configuration of Kong, YAML or JSON.
 * @throws ConfigError with every problem found, each naming its place
 */
export function parseKongFile(text: string): Configuration {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) throw new ConfigError(document.errors.map((error) => `not YAML: ${error.message}`));
  const parsed = kongFileSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success) throw new ConfigError(describeIssues(parsed.error.issues, ''));

  const file = parsed.data;
  const problems: string[] = [];
  const { services, routes, disabled } = readServices(file, problems);
  const { consumers, jwtSecrets, keyCredentials } = readConsumers(file, problems);
  const plugins = readPlugins(file, { services, routes, consumers }, problems);
  const upstreams = readUpstreams(file, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const served = routes.filter((route) => !route.service || !disabled.has(route.service));
  return { services, routes: served, consumers, upstreams, plugins, jwtSecrets, keyCredentials };
}
