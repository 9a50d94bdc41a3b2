import type { z } from 'zod';

/** A configuration that cannot be loaded; `problems` holds one line per mistake, each with its exact place. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

type Issue = z.core.$ZodIssue;

/** `['services', 0, 'routes', 1]` → `services[0].routes[1]`. */
export function spell(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : `${text ? '.' : ''}${String(step)}`),
    '',
  );
}

/** Puts every issue into words, e.g. `routes[3].plugins[0] (rate-limiting): unknown field "minutes"`. */
export function describeIssues(issues: readonly Issue[], place: string, label?: string): string[] {
  // What a whole object lacks means little while parts of it are wrong.
  const structural = issues.filter((issue) => issue.code !== 'custom');
  return (structural.length > 0 ? structural : issues).flatMap((issue) => {
    const lines = words(issue);
    const path = spell(issue.path);
    const where = label === undefined ? [place, path].filter(Boolean).join('.') : `${place} (${label})`;
    return lines.map((line) => `${where || 'file'}: ${label !== undefined && path ? `${path}: ` : ''}${line}`);
  });
}

function words(issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `unknown field "${key}"`);
  if (issue.message.endsWith('received undefined')) return ['is missing'];
  if (!issue.message.startsWith('Invalid ')) return [issue.message];
  if (issue.code === 'invalid_value')
    return [`must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`];
  if (issue.code === 'invalid_union') return ['has a value of no accepted form'];
  return [issue.message.replace('Invalid input: ', '')];
}
