import type { Role } from '@shopmesh/auth';
import type { NewAddress } from './address/address.schema.ts';

export type DemoAccount = { email: string; password: string; name: string; role: Role; address?: NewAddress };

/** Who can sign in to a demo shop. Never seeded anywhere else: the passwords are public. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { email: 'admin@shopmesh.example', password: 'admin of the demo', name: 'Ida Admin', role: 'admin' },
  { email: 'staff@shopmesh.example', password: 'staff of the demo', name: 'Sam Staff', role: 'staff' },
  {
    email: 'ada@shopmesh.example',
    password: 'ada likes to shop',
    name: 'Ada Ackermann',
    role: 'customer',
    address: {
      name: 'Ada Ackermann',
      line1: 'Lindenstraße 12',
      line2: '3. Stock',
      city: 'Berlin',
      postalCode: '10969',
      country: 'DE',
    },
  },
  {
    email: 'ben@shopmesh.example',
    password: 'ben likes to shop',
    name: 'Ben Bernard',
    role: 'customer',
    address: { name: 'Ben Bernard', line1: '8 rue des Tanneurs', city: 'Lyon', postalCode: '69002', country: 'FR' },
  },
];
