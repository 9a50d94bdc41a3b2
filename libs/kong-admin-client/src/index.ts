export { KongAdmin, type KongAdminOptions } from './kong-admin.ts';
export { KongError, KongUnreachable, type KongErrorKind, type FlattenedError } from './kong-error.ts';
export { type Collection, type ListOptions } from './collection.ts';
export { type Configuration, type PostOptions } from './configuration.ts';
export type * from './entities.ts';
