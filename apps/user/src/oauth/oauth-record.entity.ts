import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../user/user.entity.ts';

/** A grant, a code, a refresh token, a browser's session or a sign-in under way: whatever oidc-provider wants kept. */
@Entity('oauth_records')
@Index('oauth_records_of_grant', ['grantId'])
@Index('oauth_records_by_uid', ['uid'])
@Index('oauth_records_of_account', ['accountId'])
@Index('oauth_records_by_expiry', ['expiresAt'])
export class OAuthRecord {
  /** oidc-provider's name of it: `Grant`, `AuthorizationCode`, `RefreshToken`, `Session`, `Interaction`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'oauth_records_pk' }) model!: string;
  /** SHA-256 of the id, which for codes, tokens and sessions is the secret itself. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'oauth_records_pk' }) id!: Buffer;
  @Column('jsonb') payload!: object;
  /** What it ends with; a grant has its own id here. */
  @Column('text', { name: 'grant_id', nullable: true }) grantId!: string | null;
  /** Second name of a browser's session, which is no secret. */
  @Column('text', { nullable: true }) uid!: string | null;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId!: string | null;
  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'oauth_records_account_fk' })
  account?: User;
  /** When a code or refresh token was used; it is kept to recognise a second use. */
  @Column('timestamptz', { name: 'consumed_at', nullable: true }) consumedAt!: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}
