import { Collection } from './collection.ts';
import { Configuration } from './configuration.ts';
import type * as kong from './entities.ts';
import { Http } from './http.ts';
import { KongError } from './kong-error.ts';

export type KongAdminOptions = {
  /** As in `http://127.0.0.1:8001`; may have a path. */
  url: string;
  /** Sent with each request, as in `{ 'kong-admin-token': … }`. */
  headers?: Readonly<Record<string, string>>;
  /** How long an answer may take. A large configuration takes Kong some seconds. */
  timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;

/** What entities can be found below another, as in `/services/{service}/routes`. */
type Below = {
  services: { routes: kong.Route; plugins: kong.Plugin };
  routes: { plugins: kong.Plugin };
  consumers: { plugins: kong.Plugin; jwt: kong.JwtSecret; 'key-auth': kong.KeyAuth; acls: kong.Acl };
  upstreams: { targets: kong.Target };
};

/** Kong's Admin API (open source, 3.x). Nothing is retried: the caller knows what may be done twice. */
export class KongAdmin {
  readonly #http: Http;
  /** Of a Kong without a database. */
  readonly configuration: Configuration;
  readonly services: Collection<kong.Service, kong.ServiceInput>;
  readonly routes: Collection<kong.Route>;
  readonly plugins: Collection<kong.Plugin>;
  readonly consumers: Collection<kong.Consumer>;
  readonly upstreams: Collection<kong.Upstream>;
  readonly jwtSecrets: Collection<kong.JwtSecret>;
  readonly keyAuths: Collection<kong.KeyAuth>;
  readonly acls: Collection<kong.Acl>;

  constructor({ url, headers = {}, timeoutMs = TIMEOUT_MS }: KongAdminOptions) {
    const http = new Http(url, headers, timeoutMs);
    this.#http = http;
    this.configuration = new Configuration(http);
    this.services = new Collection(http, '/services');
    this.routes = new Collection(http, '/routes');
    this.plugins = new Collection(http, '/plugins');
    this.consumers = new Collection(http, '/consumers');
    this.upstreams = new Collection(http, '/upstreams');
    this.jwtSecrets = new Collection(http, '/jwts');
    this.keyAuths = new Collection(http, '/key-auths');
    this.acls = new Collection(http, '/acls');
  }

  /** The entities that belong to one: `kong.below('services', 'catalogue', 'routes').list()`. @param key id or name */
  below<P extends keyof Below, C extends keyof Below[P] & string>(
    parent: P,
    key: string,
    child: C,
  ): Collection<Below[P][C]> {
    return new Collection(this.#http, `/${parent}/${encodeURIComponent(key)}/${child}`);
  }

  /** How the node is made: version, plugins, settings. */
  information(): Promise<kong.Information> {
    return this.#http.get('/');
  }

  /** How the node is doing, and the hash of the configuration in force. */
  status(): Promise<kong.Status> {
    return this.#http.get('/status');
  }

  /** The targets of an upstream and what the node thinks of them. @param upstream id or name */
  health(upstream: string): AsyncGenerator<kong.TargetHealth, void, undefined> {
    return new Collection<kong.TargetHealth>(this.#http, `/upstreams/${encodeURIComponent(upstream)}/health`).list();
  }

  /**
   * What is wrong with an entity, without making it.
   * @param type as in `services`, `plugins`
   * @returns the refusal with its `fields`, or undefined when nothing is wrong
   */
  async faultsOf(type: string, entity: object): Promise<KongError | undefined> {
    try {
      await this.#http.send('POST', `/schemas/${encodeURIComponent(type)}/validate`, { body: entity });
      return undefined;
    } catch (error) {
      if (error instanceof KongError && error.kind === 'schema_violation') return error;
      throw error;
    }
  }

  /** The fields that entities of a type have and the checks on them, in Kong's own schema language. @param type as in `services`, `plugins/jwt` */
  schema(type: string): Promise<Record<string, unknown>> {
    return this.#http.get(`/schemas/${type}`);
  }
}
