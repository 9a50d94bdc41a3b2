import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../user/user.entity.ts';
import type { Purpose } from './account.mail.ts';

/** A mail that somebody asked for; gone when it is sent, or when nobody has the address. */
@Entity('account_mails')
@Unique('account_mails_one', ['email', 'purpose'])
@Check('account_mails_purpose_known', "purpose IN ('verify_email', 'reset_password')")
export class AccountMail {
  /** What the link's token is derived from. Asking again before it is sent puts a new one in its place. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_mails_pk' }) id!: string;
  @Column('text') purpose!: Purpose;
  @Column('text') email!: string;
  /** Until then a replica is sending it. */
  @Column('timestamptz', { name: 'claimed_until', nullable: true }) claimedUntil!: Date | null;
}

/** What the bearer of a mailed token may do once. A user has one of each: a newer one takes the place of the one before. */
@Entity('account_links')
@Unique('account_links_hash_key', ['hash'])
@Check('account_links_purpose_known', "purpose IN ('verify_email', 'reset_password')")
export class AccountLink {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'account_links_pk' }) userId!: string;
  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'account_links_user_fk' })
  user?: User;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'account_links_pk' }) purpose!: Purpose;
  /** SHA-256 of the token. */
  @Column('bytea') hash!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
}
