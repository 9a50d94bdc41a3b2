import type { z } from 'zod';
import { invalidInput } from './problem.ts';

/** Checks a gRPC request, as the validation pipe does an HTTP one. @throws invalid `request.invalid` */
export function validMessage<T>(schema: z.ZodType<T>, message: unknown): T {
  const result = schema.safeParse(message);
  if (!result.success) throw invalidInput(result.error.issues);
  return result.data;
}
