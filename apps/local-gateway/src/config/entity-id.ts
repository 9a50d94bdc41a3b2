import { v5 } from 'uuid';

/** Kong derives the id of a declared entity from its name under this namespace, so that ids survive a reload. */
const ENTITIES = 'fd02801f-0957-4a15-a55a-c8d9606f30b5';

/** Namespace of the ids that Kong's router gives to the parts of a route whose paths differ in length or kind. */
const SPLIT_ROUTES = '7f145bf9-0dce-4f91-98eb-debbce4b9f6b';

/** The id that Kong gives to a named entity, e.g. `entityId('routes', 'product-list')`. */
export function entityId(kind: 'services' | 'routes' | 'consumers' | 'upstreams', name: string): string {
  return v5(name, v5(kind, ENTITIES));
}

export function splitRouteId(routeId: string, part: number): string {
  return v5(`${routeId}#${part}`, SPLIT_ROUTES);
}
