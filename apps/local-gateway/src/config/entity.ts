import type { KeyObject } from 'node:crypto';
import type { PluginDefinition } from '../plugins/plugin.ts';
import type { JwtAlgorithm, PassiveHealth } from './kong-file.schema.ts';

/** The configuration after validation: ids given, references resolved, defaults filled in. */

export interface Service {
  readonly id: string;
  readonly name: string | undefined;
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly retries: number;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
}

export interface Route {
  readonly id: string;
  readonly name: string | undefined;
  readonly service: Service | undefined;
  readonly methods: readonly string[];
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly regexPriority: number;
  readonly stripPath: boolean;
  readonly preserveHost: boolean;
  /** Set when the route takes https only: the status that plain http is answered with. */
  readonly httpsOnlyStatus: number | undefined;
}

export interface Consumer {
  readonly id: string;
  readonly username: string | undefined;
  readonly customId: string | undefined;
  readonly groups: readonly string[];
}

export interface Credential {
  readonly id: string;
  readonly consumer: Consumer;
}

export interface JwtSecret extends Credential {
  readonly key: string;
  readonly algorithm: JwtAlgorithm;
  /** For HS*. */
  readonly secret: string | undefined;
  /** For the others. */
  readonly publicKey: KeyObject | undefined;
}

export interface Upstream {
  readonly name: string;
  readonly hostHeader: string | undefined;
  readonly targets: readonly { readonly host: string; readonly port: number; readonly weight: number }[];
  readonly passive: PassiveHealth;
}

/** Where a plugin applies; all undefined: everywhere. */
export interface PluginScope {
  readonly serviceId: string | undefined;
  readonly routeId: string | undefined;
  readonly consumerId: string | undefined;
}

export interface PluginEntry {
  readonly definition: PluginDefinition;
  readonly config: unknown;
  readonly scope: PluginScope;
}

export interface Configuration {
  readonly services: readonly Service[];
  readonly routes: readonly Route[];
  readonly consumers: readonly Consumer[];
  readonly upstreams: readonly Upstream[];
  readonly plugins: readonly PluginEntry[];
  readonly jwtSecrets: ReadonlyMap<string, JwtSecret>;
  readonly keyCredentials: ReadonlyMap<string, Credential>;
}
