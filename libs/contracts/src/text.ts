import { z } from 'zod';

/** C0 and C1 control characters, line breaks and tabs excepted. Postgres refuses NUL in text. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * Text that a person typed: trimmed, NFC, not empty.
 * @param max characters at most (UTF-16 code units)
 */
export function text(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !CONTROL.test(value) && value.isWellFormed(), 'must not have control characters')
    .transform((value) => value.normalize('NFC'));
}

/** As {@link text}, on one line: a person's name must not add a line to the head of a mail. */
export function line(max: number) {
  return text(max).refine((value) => !/[\t\n\r\u2028\u2029]/.test(value), 'must be one line');
}
