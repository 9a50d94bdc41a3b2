import type { Input } from './entities.ts';
import type { Http } from './http.ts';

export type ListOptions = {
  /** Entities per request, 1 to 1000. The whole collection is listed whatever this is. */
  size?: number;
  /** Only entities that have all of them. Kong without a database answers 500 to this (seen with 3.9.1). */
  tags?: readonly string[];
};

type Page<E> = { data: E[]; offset?: string };

/**
 * The entities below one path. All calls throw KongError (`not_found` for an unknown key) or KongUnreachable. A Kong without a
 * database refuses every write here with `read_only`.
 */
export class Collection<E, I = Input<E>> {
  /** @param path as in `/services` or `/services/catalogue/routes` */
  constructor(
    private readonly http: Http,
    private readonly path: string,
  ) {}

  /** Every entity, page by page as they are asked for. */
  async *list({ size, tags }: ListOptions = {}): AsyncGenerator<E, void, undefined> {
    let offset: string | undefined;
    do {
      const page: Page<E> = await this.http.get(this.path, { size, tags: tags?.join(','), offset });
      yield* page.data;
      // Without a database Kong may point from an empty page to that page itself.
      offset = page.offset === offset ? undefined : page.offset;
    } while (offset !== undefined);
  }

  /** @param key id or name */
  get(key: string): Promise<E> {
    return this.http.get(this.#at(key));
  }

  async create(entity: I): Promise<E> {
    return (await this.http.send('POST', this.path, { body: entity })).body as E;
  }

  /** Makes the entity be exactly this, whether it is there or not. */
  async put(key: string, entity: I): Promise<E> {
    return (await this.http.send('PUT', this.#at(key), { body: entity })).body as E;
  }

  /** Changes what is given and leaves the rest. */
  async patch(key: string, changes: I): Promise<E> {
    return (await this.http.send('PATCH', this.#at(key), { body: changes })).body as E;
  }

  /** Removing what is not there is no error. */
  async delete(key: string): Promise<void> {
    await this.http.send('DELETE', this.#at(key));
  }

  #at(key: string): string {
    return `${this.path}/${encodeURIComponent(key)}`;
  }
}
