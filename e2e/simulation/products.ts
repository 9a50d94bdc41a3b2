/** What the shop sells. Prices are in minor units. */
export const PRODUCTS = [
  { id: '00000000-0000-4000-8000-00000000000a', sku: 'A', name: 'A', price: 700, currency: 'EUR' },
  { id: '00000000-0000-4000-8000-00000000000b', sku: 'B', name: 'B', price: 1100, currency: 'EUR' },
] as const;
