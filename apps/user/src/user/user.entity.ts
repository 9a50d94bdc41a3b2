import type { Role } from '@shopmesh/auth';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('users')
@Unique('users_email_key', ['email'])
@Check('users_roles_known', "cardinality(roles) > 0 AND roles <@ '{customer,staff,admin}'")
export class User {
  /** UUIDv7: sorts by the time of its making. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'users_pk' }) id!: string;
  /** NFKC and lower case; see `Email`. */
  @Column('text') email!: string;
  /** When somebody followed a link that was mailed there; null until then. */
  @Column('timestamptz', { name: 'email_verified_at', nullable: true }) emailVerifiedAt!: Date | null;
  @Column('text') name!: string;
  /** PHC string of argon2id. */
  @Column('text', { name: 'password_hash' }) passwordHash!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
