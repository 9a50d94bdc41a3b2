import { z } from 'zod';

/** Ten billion minor units: sums of any order stay exact in a double (2^53). */
export const MAX_AMOUNT = 10_000_000_000;

/** Money on the wire: minor units of an ISO 4217 currency (1999 EUR is 19.99, 1999 JPY is 1999). */
export const Money = z
  .strictObject({
    amount: z.int().min(0).max(MAX_AMOUNT).meta({ description: 'Minor units of `currency`', example: 1999 }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
      .meta({ example: 'EUR' }),
  })
  .meta({ id: 'Money' });
export type Money = z.infer<typeof Money>;
