import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import type { Answer } from './answer.ts';

/** A request that must have one effect: the same user, operation, key and body give the same answer. */
export type KeyedRequest = { userId: string; operation: string; key: string; requestHash: string };

/** What is known of an earlier request with the key. `answer` is missing while that goes on. */
export type Earlier = { orderId: string | null; answer?: Answer };

type Row = { requestHash: string; orderId: string | null; status: number | null; body: string | null };

export const FIND = sql(`
  SELECT request_hash AS "requestHash", order_id AS "orderId", status, body FROM idempotency_keys
  WHERE user_id = $1 AND operation = $2 AND key = $3`);
export const REFUSE = sql(`
  INSERT INTO idempotency_keys (user_id, operation, key, request_hash, status, body) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING key`);
export const ANSWER = sql(`
  UPDATE idempotency_keys SET status = $4, body = $5
  WHERE user_id = $1 AND operation = $2 AND key = $3 AND status IS NULL RETURNING key`);

/** The memory of requests that carry an Idempotency-Key. The first answer wins and stays. */
@Injectable()
export class Idempotency {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws mismatch `idempotency.key_reused` when the key came with another body */
  async earlier({ userId, operation, key, requestHash }: KeyedRequest): Promise<Earlier | undefined> {
    const row = await this.database.one<Row>(FIND, [userId, operation, key]);
    if (!row) return undefined;
    if (row.requestHash !== requestHash) {
      throw new DomainError('mismatch', 'idempotency.key_reused', 'this Idempotency-Key was used with another body');
    }
    const { orderId, status, body } = row;
    return status !== null && body !== null ? { orderId, answer: { status, body } } : { orderId };
  }

  /** Stores a refusal that left nothing behind but itself. @returns the answer that the key has now */
  async refuse(request: KeyedRequest, answer: Answer): Promise<Answer> {
    const { userId, operation, key, requestHash } = request;
    const stored = await this.database.one(REFUSE, [userId, operation, key, requestHash, answer.status, answer.body]);
    return stored ? answer : ((await this.earlier(request))?.answer ?? answer);
  }

  /** Stores the answer of a request that is going on. @returns the answer that the key has now */
  async answer(request: KeyedRequest, answer: Answer): Promise<Answer> {
    const { userId, operation, key } = request;
    const stored = await this.database.one(ANSWER, [userId, operation, key, answer.status, answer.body]);
    return stored ? answer : ((await this.earlier(request))?.answer ?? answer);
  }
}

/** Fingerprint of a validated body, whose members have one order whatever the client's was. */
export function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}
