import { Cursor, Limit, line, pageOf } from '@shopmesh/contracts';
import { z } from 'zod';

export const NewAddress = z.strictObject({
  name: line(100),
  line1: line(200),
  line2: line(200).optional(),
  city: line(100),
  postalCode: line(20),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code')
    .meta({ example: 'DE' }),
});
export type NewAddress = z.infer<typeof NewAddress>;

export const AddressQuery = z.strictObject({ limit: Limit, cursor: Cursor });
export type AddressQuery = z.infer<typeof AddressQuery>;

export const AddressView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    line1: z.string(),
    line2: z.string().optional(),
    city: z.string(),
    postalCode: z.string(),
    country: z.string(),
  })
  .meta({ id: 'SavedAddress' });
export type AddressView = z.infer<typeof AddressView>;

export const AddressPage = pageOf(AddressView).meta({ id: 'SavedAddressPage' });
export type AddressPage = z.infer<typeof AddressPage>;

/** An address as the database has it. */
export type AddressRow = Omit<AddressView, 'line2'> & { line2: string | null };

export function toView({ line2, ...row }: AddressRow): AddressView {
  return { ...row, ...(line2 !== null && { line2 }) };
}
