import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '@shopmesh/database';
import { DomainError } from '@shopmesh/runtime';
import { v7 as uuidv7 } from 'uuid';
import { idBefore, pageById } from '../page-by-id.ts';
import {
  toView,
  type AddressPage,
  type AddressQuery,
  type AddressRow,
  type AddressView,
  type NewAddress,
} from './address.schema.ts';

const COLUMNS = 'id, name, line1, line2, city, postal_code AS "postalCode", country';
// Selecting from users makes a token that outlived its user find nobody, instead of breaking the foreign key.
const ADD = sql(`
  INSERT INTO addresses (id, user_id, name, line1, line2, city, postal_code, country)
  SELECT $1, id, $3, $4, $5, $6, $7, $8 FROM users WHERE id = $2 RETURNING ${COLUMNS}`);
const PAGE = sql(`SELECT ${COLUMNS} FROM addresses WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`);
const REMOVE = sql(`DELETE FROM addresses WHERE user_id = $1 AND id = $2 RETURNING id`);

/** Where a customer likes to be sent things. */
@Injectable()
export class AddressService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws not_found `user.not_found` */
  async add(userId: string, address: NewAddress): Promise<AddressView> {
    const { name, line1, line2, city, postalCode, country } = address;
    const values = [uuidv7(), userId, name, line1, line2 ?? null, city, postalCode, country];
    const row = await this.database.one<AddressRow>(ADD, values);
    if (!row) throw new DomainError('not_found', 'user.not_found', 'there is no such user');
    return toView(row);
  }

  /** One page, the newest first. @throws invalid `cursor.invalid` */
  async list(userId: string, { limit, cursor }: AddressQuery): Promise<AddressPage> {
    const rows = await this.database.many<AddressRow>(PAGE, [userId, idBefore('addresses', cursor), limit + 1]);
    return pageById('addresses', rows.map(toView), limit);
  }

  /** @throws not_found `address.not_found` */
  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.database.one(REMOVE, [userId, id]);
    if (!removed) throw new DomainError('not_found', 'address.not_found', 'there is no such address');
  }
}
