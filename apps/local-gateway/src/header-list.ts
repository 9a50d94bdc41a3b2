/** Headers as node:http keeps them: name, value, name, value. Names keep their case, look-ups take a lower-case name. */
export type HeaderList = string[];

function same(name: string | undefined, lower: string): boolean {
  return name !== undefined && name.length === lower.length && (name === lower || name.toLowerCase() === lower);
}

/** The first value, or undefined. */
export function getHeader(list: HeaderList, lower: string): string | undefined {
  for (let i = 0; i < list.length; i += 2) {
    if (same(list[i], lower)) return list[i + 1];
  }
  return undefined;
}

export function getHeaderValues(list: HeaderList, lower: string): string[] {
  const values: string[] = [];
  for (let i = 0; i < list.length; i += 2) {
    if (same(list[i], lower)) values.push(list[i + 1]!);
  }
  return values;
}

export function clearHeader(list: HeaderList, lower: string): void {
  for (let i = list.length - 2; i >= 0; i -= 2) {
    if (same(list[i], lower)) list.splice(i, 2);
  }
}

/** Leaves exactly one header of this name. */
export function setHeader(list: HeaderList, name: string, value: string): void {
  clearHeader(list, name.toLowerCase());
  list.push(name, value);
}
