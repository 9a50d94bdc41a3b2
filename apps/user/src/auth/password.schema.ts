import { z } from 'zod';
import { isCommonPassword } from './common-passwords.ts';

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 256;
/** UTF-16 code units as sent; looked at before any other work. */
const MAX_LENGTH = 1024;

/** A password as typed, in NFKC: the same key strokes give the same bytes on every system (NIST SP 800-63B, 3.1.1.2). */
export const Password = z
  .string()
  .min(1)
  .max(MAX_LENGTH, { abort: true })
  .refine((password) => password.isWellFormed() && !/\p{Cc}/u.test(password), 'must not have control characters')
  .normalize('NFKC');

/** A password that is chosen now. No rules of composition: they make passwords worse. */
export const NewPassword = Password.refine(hasGoodLength, `must have ${MIN_CHARACTERS} to ${MAX_CHARACTERS} characters`)
  .refine((password) => !isCommonPassword(password), 'is among the first that are guessed')
  .meta({ format: 'password', minLength: MIN_CHARACTERS, maxLength: MAX_CHARACTERS });

/** Counts code points, so that an emoji is one character. */
function hasGoodLength(password: string): boolean {
  const { length } = [...password];
  return MIN_CHARACTERS <= length && length <= MAX_CHARACTERS;
}
