import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { DomainError, KINDS, type ErrorKind } from './domain-error.ts';
import { fromServiceError, toServiceError } from './grpc-error.ts';
import { invalidInput, Problem, toDomainError, toProblem } from './problem.ts';

const kinds = Object.keys(KINDS) as ErrorKind[];

describe('an error between services', () => {
  it.each(kinds)('of kind %s is the same error on the other side', (kind) => {
    const sent = toServiceError(new DomainError(kind, 'thing.wrong', 'it went wrong'));
    const received = fromServiceError(sent as ServiceError, 'product');
    expect(received).toMatchObject({ kind, code: 'thing.wrong', message: 'it went wrong' });
  });

  it.each([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED])(
    'with status %i has no known outcome',
    (code) => {
      const error = Object.assign(new Error('x'), { code, details: 'x', metadata: new Metadata() });
      expect(fromServiceError(error, 'product')).toMatchObject({ kind: 'unavailable', code: 'product.unavailable' });
    },
  );
});

describe('a problem document', () => {
  it.each(kinds)('of kind %s has the status of its kind', (kind) => {
    const problem = toProblem(new DomainError(kind, 'thing.wrong', 'why', { extra: { orderId: '1' } }), 'f'.repeat(32));
    expect(Problem.parse(problem)).toMatchObject({ status: KINDS[kind].http, code: 'thing.wrong', detail: 'why' });
    expect(problem).toMatchObject({ orderId: '1' });
  });

  it('names every field at fault, those that are not known too', () => {
    const schema = z.strictObject({ items: z.array(z.strictObject({ quantity: z.int() })) });
    const result = schema.safeParse({ items: [{ quantity: 1.5, colour: 'red' }], total: 3 });
    const { details } = invalidInput(result.error?.issues ?? []);
    expect(details.errors?.map(({ path }) => path).toSorted()).toEqual(['items.0.colour', 'items.0.quantity', 'total']);
  });

  it('says nothing of an error that nobody expected', () => {
    const error = toDomainError(new Error('password=hunter2'));
    expect(error.kind).toBe('internal');
    expect(JSON.stringify(toProblem(error, ''))).not.toContain('hunter2');
  });

  it.each([
    [413, 'too_large'],
    [415, 'unsupported'],
    [404, 'not_found'],
    [405, 'invalid'],
    [500, 'internal'],
  ])('keeps status %i of a framework as %s', (statusCode, kind) => {
    expect(toDomainError(Object.assign(new Error('x'), { statusCode })).kind).toBe(kind);
  });
});
