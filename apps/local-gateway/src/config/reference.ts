/** How one entity of the file points at another: by name or id, or null. */
export type Reference = string | Readonly<Record<string, string>> | null | undefined;

export function referenceKey(reference: Reference): string | undefined {
  if (reference == null || typeof reference === 'string') return reference ?? undefined;
  return Object.values(reference)[0];
}

/** The entity that is pointed at; a problem when there is none of that name. */
export function find<T extends { id: string; name?: string; username?: string }>(
  all: readonly T[],
  reference: Reference,
  place: string,
  problems: string[],
): T | undefined {
  const key = referenceKey(reference);
  if (key === undefined) return undefined;
  const found = all.find((entity) => entity.id === key || (entity.name ?? entity.username) === key);
  if (!found) problems.push(`${place}: there is no "${key}"`);
  return found;
}
