import { z } from 'zod';

/** The shape of a declarative file of Kong 3.x, with Kong's defaults. Fields that are not listed stop the gateway. */

const METHOD = z.string().regex(/^[A-Z]+$/, 'must be a method in capitals, e.g. "GET"');
const PORT = z.int().min(0).max(65_535);
const PATH = z.string().regex(/^\/[^?#]*$/, 'must start with "/" and hold no query');
const ROUTE_PATH = z.string().regex(/^(~\/|\/)/, 'must start with "/", or with "~/" for a regular expression');
/** Milliseconds. */
const TIMEOUT = z.int().min(1).max(2_147_483_646);
/** Another entity: its name, or `{ name }`, `{ id }`. */
const REFERENCE = z.union([
  z.string().min(1),
  z.strictObject({ name: z.string() }),
  z.strictObject({ id: z.string() }),
  z.strictObject({ username: z.string() }),
]);

const record = {
  id: z.uuid().nullish(),
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
  tags: z.array(z.string()).nullish(),
};

export const pluginSchema = z.strictObject({
  ...record,
  name: z.string(),
  instance_name: z.string().nullish(),
  enabled: z.boolean().default(true),
  protocols: z.array(z.enum(['http', 'https', 'grpc', 'grpcs'])).default(['http', 'https', 'grpc', 'grpcs']),
  service: REFERENCE.nullish(),
  route: REFERENCE.nullish(),
  consumer: REFERENCE.nullish(),
  /** Checked by the schema of the plugin itself. */
  config: z.record(z.string(), z.unknown()).nullish(),
});

export const routeSchema = z.strictObject({
  ...record,
  name: z.string().nullish(),
  protocols: z
    .array(z.enum(['http', 'https']))
    .min(1)
    .default(['http', 'https']),
  methods: z.array(METHOD).nullish(),
  hosts: z.array(z.string().min(1)).nullish(),
  paths: z.array(ROUTE_PATH).nullish(),
  headers: z.record(z.string(), z.array(z.string())).nullish(),
  https_redirect_status_code: z.literal([426, 301, 302, 307, 308]).default(426),
  regex_priority: z.int().default(0),
  strip_path: z.boolean().default(true),
  preserve_host: z.boolean().default(false),
  path_handling: z.enum(['v0', 'v1']).default('v0'),
  request_buffering: z.literal(true, 'only true is supported').default(true),
  response_buffering: z.boolean().default(true),
  service: REFERENCE.nullish(),
  plugins: z.array(pluginSchema).default([]),
});

export const serviceSchema = z.strictObject({
  ...record,
  name: z.string().nullish(),
  /** Shorthand for protocol, host, port and path. */
  url: z.url({ protocol: /^https?$/ }).nullish(),
  protocol: z.enum(['http', 'https']).nullish(),
  host: z.string().min(1).nullish(),
  port: PORT.nullish(),
  path: PATH.nullish(),
  retries: z.int().min(0).max(32_767).default(5),
  connect_timeout: TIMEOUT.default(60_000),
  write_timeout: TIMEOUT.default(60_000),
  read_timeout: TIMEOUT.default(60_000),
  enabled: z.boolean().default(true),
  routes: z.array(routeSchema).default([]),
  plugins: z.array(pluginSchema).default([]),
});

const ALGORITHM = z.enum([
  'HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'EdDSA',
]); // prettier-ignore

export type JwtAlgorithm = z.infer<typeof ALGORITHM>;

export const jwtSecretSchema = z.strictObject({
  ...record,
  key: z.string().min(1),
  algorithm: ALGORITHM.default('HS256'),
  secret: z.string().nullish(),
  rsa_public_key: z.string().nullish(),
  consumer: REFERENCE.nullish(),
});

export const keyCredentialSchema = z.strictObject({ ...record, key: z.string().min(1), consumer: REFERENCE.nullish() });
export const aclSchema = z.strictObject({ ...record, group: z.string().min(1), consumer: REFERENCE.nullish() });

export const consumerSchema = z.strictObject({
  ...record,
  username: z.string().min(1).nullish(),
  custom_id: z.string().min(1).nullish(),
  jwt_secrets: z.array(jwtSecretSchema).default([]),
  keyauth_credentials: z.array(keyCredentialSchema).default([]),
  acls: z.array(aclSchema).default([]),
  plugins: z.array(pluginSchema).default([]),
});

const TARGET = z.strictObject({
  ...record,
  target: z.string().min(1),
  weight: z.int().min(0).max(65_535).default(100),
});

const COUNT = z.int().min(0).max(255).default(0);
const STATUSES = z.array(z.int().min(100).max(999));

const PASSIVE = z.strictObject({
  type: z.enum(['http', 'https', 'tcp']).default('http'),
  healthy: z
    .strictObject({
      http_statuses: STATUSES.default([
        200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 306, 307, 308,
      ]),
      successes: COUNT,
    })
    .prefault({}),
  unhealthy: z
    .strictObject({
      http_statuses: STATUSES.default([429, 500, 503]),
      tcp_failures: COUNT,
      timeouts: COUNT,
      http_failures: COUNT,
    })
    .prefault({}),
});

export const upstreamSchema = z.strictObject({
  ...record,
  name: z.string().min(1),
  algorithm: z.literal('round-robin', 'only "round-robin" is supported').default('round-robin'),
  slots: z.int().min(10).max(65_536).default(10_000),
  host_header: z.string().nullish(),
  targets: z.array(TARGET).default([]),
  healthchecks: z
    .strictObject({ threshold: z.literal(0, 'only 0 is supported').default(0), passive: PASSIVE.prefault({}) })
    .prefault({}),
});

export const kongFileSchema = z.strictObject({
  _format_version: z.literal('3.0', 'must be the string "3.0"'),
  _comment: z.string().nullish(),
  _transform: z.boolean().nullish(),
  services: z.array(serviceSchema).default([]),
  routes: z.array(routeSchema).default([]),
  plugins: z.array(pluginSchema).default([]),
  consumers: z.array(consumerSchema).default([]),
  upstreams: z.array(upstreamSchema).default([]),
  jwt_secrets: z.array(jwtSecretSchema).default([]),
  keyauth_credentials: z.array(keyCredentialSchema).default([]),
  acls: z.array(aclSchema).default([]),
});

export type KongFile = z.infer<typeof kongFileSchema>;
export type PassiveHealth = z.infer<typeof PASSIVE>;
