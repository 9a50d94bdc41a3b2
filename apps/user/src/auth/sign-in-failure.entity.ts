import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often signing in has failed of late, for one e-mail address or one client's address. */
@Entity('sign_in_failures')
export class SignInFailure {
  /** HMAC of the address; see `DerivedSecrets`. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_failures_pk' }) key!: Buffer;
  @Column('integer', { default: 1 }) count!: number;
  @Column('timestamptz', { name: 'last_at', default: () => 'now()' }) lastAt!: Date;
}
