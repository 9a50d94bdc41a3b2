import { createPublicKey, randomUUID, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import type { Consumer, Credential, JwtSecret } from './entity.ts';
import { entityId } from './entity-id.ts';
import type { consumerSchema, jwtSecretSchema, keyCredentialSchema, KongFile } from './kong-file.schema.ts';
import { find, referenceKey, type Reference } from './reference.ts';

interface Consumers {
  readonly consumers: readonly Consumer[];
  readonly jwtSecrets: Map<string, JwtSecret>;
  readonly keyCredentials: Map<string, Credential>;
}

/** Consumers, and credentials whether listed under them or at the top of the file. */
export function readConsumers(file: KongFile, problems: string[]): Consumers {
  const groups = topLevelGroups(file, problems);
  const consumers = file.consumers.map((input, i) => toConsumer(input, groups, `consumers[${i}]`, problems));
  const jwtSecrets = new Map<string, JwtSecret>();
  const keyCredentials = new Map<string, Credential>();
  const result = { consumers, jwtSecrets, keyCredentials };
  file.consumers.forEach((input, i) => {
    const place = `consumers[${i}]`;
    input.jwt_secrets.forEach((secret, j) =>
      addJwtSecret(jwtSecrets, secret, consumers[i]!, `${place}.jwt_secrets[${j}]`, problems),
    );
    input.keyauth_credentials.forEach((key, j) =>
      addKey(keyCredentials, key, consumers[i]!, `${place}.keyauth_credentials[${j}]`, problems),
    );
  });
  file.jwt_secrets.forEach((secret, i) => {
    const owner = ownerOf(secret.consumer, consumers, `jwt_secrets[${i}]`, problems);
    if (owner) addJwtSecret(jwtSecrets, secret, owner, `jwt_secrets[${i}]`, problems);
  });
  file.keyauth_credentials.forEach((key, i) => {
    const owner = ownerOf(key.consumer, consumers, `keyauth_credentials[${i}]`, problems);
    if (owner) addKey(keyCredentials, key, owner, `keyauth_credentials[${i}]`, problems);
  });
  return result;
}

/** Groups listed at the top of the file, by the name or id of their consumer. */
function topLevelGroups(file: KongFile, problems: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const known = new Set(file.consumers.flatMap((consumer) => [consumer.username, consumer.id]));
  file.acls.forEach((acl, i) => {
    const key = referenceKey(acl.consumer);
    if (key === undefined) problems.push(`acls[${i}]: needs "consumer"`);
    else if (!known.has(key)) problems.push(`acls[${i}]: consumer: there is no "${key}"`);
    else groups.set(key, [...(groups.get(key) ?? []), acl.group]);
  });
  return groups;
}

function toConsumer(
  input: z.infer<typeof consumerSchema>,
  groups: Map<string, string[]>,
  place: string,
  problems: string[],
): Consumer {
  const { username, custom_id: customId } = input;
  if (!username && !customId) problems.push(`${place}: needs "username" or "custom_id"`);
  const id = input.id ?? (username ? entityId('consumers', username) : randomUUID());
  const listed = [...(groups.get(username ?? id) ?? []), ...input.acls.map((acl) => acl.group)];
  return { id, username: username ?? undefined, customId: customId ?? undefined, groups: listed };
}

function ownerOf(
  reference: Reference,
  consumers: readonly Consumer[],
  place: string,
  problems: string[],
): Consumer | undefined {
  if (reference == null) problems.push(`${place}: needs "consumer"`);
  return find(consumers, reference, `${place}: consumer`, problems);
}

function addJwtSecret(
  secrets: Map<string, JwtSecret>,
  input: z.infer<typeof jwtSecretSchema>,
  consumer: Consumer,
  place: string,
  problems: string[],
): void {
  const { key, algorithm } = input;
  if (secrets.has(key)) problems.push(`${place}: key "${key}" is used twice`);
  const symmetric = algorithm.startsWith('HS');
  secrets.set(key, {
    id: input.id ?? randomUUID(),
    consumer,
    key,
    algorithm,
    secret: symmetric ? (input.secret ?? randomUUID()) : undefined,
    publicKey: symmetric ? undefined : readPublicKey(input.rsa_public_key, place, problems),
  });
}

function readPublicKey(pem: string | null | undefined, place: string, problems: string[]): KeyObject | undefined {
  try {
    if (pem) return createPublicKey(pem);
    problems.push(`${place}: needs "rsa_public_key"`);
  } catch {
    problems.push(`${place}: rsa_public_key: is not a public key in PEM`);
  }
  return undefined;
}

function addKey(
  keys: Map<string, Credential>,
  input: z.infer<typeof keyCredentialSchema>,
  consumer: Consumer,
  place: string,
  problems: string[],
): void {
  if (keys.has(input.key)) problems.push(`${place}: the same key is declared twice`);
  keys.set(input.key, { id: input.id ?? randomUUID(), consumer });
}
