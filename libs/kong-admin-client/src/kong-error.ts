/** What a refusal means for the caller. */
export type KongErrorKind =
  /** 404: no such entity, or no such endpoint in this Kong. */
  | 'not_found'
  /** 405 with code 12: Kong runs without a database, so entities change by posting a whole configuration only. */
  | 'read_only'
  /** 400 with code 2: `fields` says what is wrong with the entity. */
  | 'schema_violation'
  /** 400 with code 14: `fields`, or `flattened` when that was asked for, says what is wrong with the configuration. */
  | 'invalid_configuration'
  /** 409 with code 5: another entity has that name or key. */
  | 'not_unique'
  /** Any other 4xx. */
  | 'refused'
  /** 5xx: Kong failed. It may or may not have done what it was asked to. */
  | 'failed';

/** One faulty entity of a configuration. `field` is missing when the entity as a whole is at fault. */
export type FlattenedError = {
  entity_type: string;
  entity_name?: string;
  entity_id?: string;
  entity_tags?: string[];
  entity: Record<string, unknown>;
  errors: { type: 'field' | 'entity'; field?: string; message?: string; messages?: string[] }[];
};

/** The body of a refusal. `code` and `name` are those of kong/db/errors.lua. */
type Refusal = {
  message?: string;
  code?: number;
  name?: string;
  fields?: unknown;
  flattened_errors?: FlattenedError[];
};

/** Kong answered, and not with success. */
export class KongError extends Error {
  readonly kind: KongErrorKind;
  /** Kong's own number for the fault, where it has one. */
  readonly code: number | undefined;
  /** Kong's own name for the fault, as in `schema violation`. */
  readonly fault: string | undefined;
  /** What is wrong, by field: messages nested as the input is. */
  readonly fields: unknown;
  readonly flattened: readonly FlattenedError[];

  /** @param request `METHOD path`, for the message */
  constructor(
    request: string,
    readonly status: number,
    refusal: Refusal,
  ) {
    super(`${request} answered ${status}: ${refusal.message ?? 'no message'}`);
    this.name = 'KongError';
    this.kind = kindOf(status, refusal.code);
    this.code = refusal.code;
    this.fault = refusal.name;
    this.fields = refusal.fields ?? {};
    this.flattened = refusal.flattened_errors ?? [];
  }
}

/** There was no answer, or not one of Kong's. Whether the request was carried out is not known. */
export class KongUnreachable extends Error {
  constructor(request: string, cause: unknown) {
    super(`${request} got no answer: ${reasonOf(cause)}`, { cause });
    this.name = 'KongUnreachable';
  }
}

const KIND_OF_CODE: Readonly<Record<number, KongErrorKind>> = {
  2: 'schema_violation',
  5: 'not_unique',
  12: 'read_only',
  14: 'invalid_configuration',
};

function kindOf(status: number, code: number | undefined): KongErrorKind {
  if (status >= 500) return 'failed';
  if (status === 404) return 'not_found';
  return KIND_OF_CODE[code ?? 0] ?? 'refused';
}

/** fetch() says "fetch failed" and keeps the reason in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message: string; cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message;
}
