import { DomainError } from '@shopmesh/runtime';

type Tagged = { version: number; stock: { available: number } };

/** Strong tag of a product's representation (RFC 9110, section 8.8.3): its version by staff, and what is free to sell. */
export function etagOf(product: Tagged): string {
  return `"${product.version}.${product.stock.available}"`;
}

/** Whether If-None-Match names the tag. */
export function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false;
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * The version that If-Match asks for. Only that part of the tag counts: a sale in between must not defeat a staff member's edit.
 * @returns undefined when anything may be overwritten. @throws invalid `etag.invalid`
 */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, version] = /^"(\d{1,9})\.-?\d+"$/.exec(ifMatch.trim()) ?? [];
  if (!version) throw new DomainError('invalid', 'etag.invalid', 'If-Match must be an ETag of this product');
  return Number(version);
}
