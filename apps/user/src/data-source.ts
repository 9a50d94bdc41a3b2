import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { Address } from './address/address.entity.ts';
import { RefreshToken, Session } from './auth/session.entity.ts';
import { Users1700000000001 } from './migrations/0001-users.ts';
import { Sessions1700000000002 } from './migrations/0002-sessions.ts';
import { SigningKeys1700000000003 } from './migrations/0003-signing-keys.ts';
import { SigningKey } from './token/signing-key.entity.ts';
import { User } from './user/user.entity.ts';

/** User's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'user',
      entities: [User, Address, Session, RefreshToken, SigningKey],
      migrations: [Users1700000000001, Sessions1700000000002, SigningKeys1700000000003],
    },
    url,
    pool,
  );
}
