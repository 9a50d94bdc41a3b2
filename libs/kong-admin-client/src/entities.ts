/*
 * Kong's entities as its Admin API writes them: names as on the wire, `null` for what is not set, times in seconds since 1970.
 * https://developer.konghq.com/api/gateway/admin-oss/3.9/
 */

/** Points at another entity. */
export type Reference = { id: string };

type Entity = { id: string; created_at: number; tags: string[] | null };

/** A thing that requests are sent to. Timeouts in ms. */
export type Service = Entity & {
  name: string | null;
  protocol: string;
  host: string;
  port: number;
  path: string | null;
  enabled: boolean;
  retries: number;
  connect_timeout: number;
  read_timeout: number;
  write_timeout: number;
};

/** Which requests go to a service. */
export type Route = Entity & {
  name: string | null;
  service: Reference | null;
  protocols: string[];
  methods: string[] | null;
  hosts: string[] | null;
  paths: string[] | null;
  headers: Record<string, string[]> | null;
  strip_path: boolean;
  preserve_host: boolean;
  regex_priority: number;
  path_handling: 'v0' | 'v1';
};

export type Plugin = Entity & {
  name: string;
  enabled: boolean;
  config: Record<string, unknown>;
  service: Reference | null;
  route: Reference | null;
  consumer: Reference | null;
  protocols: string[];
  instance_name: string | null;
};

export type Consumer = Entity & { username: string | null; custom_id: string | null };

/** A key that a consumer's JWTs are signed with; `key` is the value of the claim that names it. */
export type JwtSecret = Entity & {
  consumer: Reference;
  key: string;
  algorithm: string;
  secret: string | null;
  rsa_public_key: string | null;
};

export type KeyAuth = Entity & { consumer: Reference; key: string };

export type Acl = Entity & { consumer: Reference; group: string };

export type Upstream = Entity & {
  name: string;
  algorithm: string;
  slots: number;
  healthchecks: Record<string, unknown>;
};

/** `target` is `host:port`. */
export type Target = Entity & { upstream: Reference; target: string; weight: number };

export type TargetHealth = Target & { health: 'HEALTHY' | 'UNHEALTHY' | 'DNS_ERROR' | 'HEALTHCHECKS_OFF' };

/** GET / */
export type Information = {
  version: string;
  hostname: string;
  node_id: string;
  plugins: { available_on_server: Record<string, { version: string; priority: number }>; enabled_in_cluster: string[] };
  configuration: Record<string, unknown>;
};

/** GET /status. `configuration_hash` is 32 zeros until a configuration was loaded, and missing with a database. */
export type Status = {
  configuration_hash?: string;
  server: Record<string, number>;
  database: { reachable: boolean };
  memory: Record<string, unknown>;
};

/** What may be written of an entity; what is left out becomes Kong's default. A reference may be by name. */
export type Input<E> = {
  [K in keyof E]?: Reference extends E[K] ? { id: string } | { name: string } | null : E[K];
};

/** `url` stands for protocol, host, port and path. */
export type ServiceInput = Input<Service> & { url?: string };
