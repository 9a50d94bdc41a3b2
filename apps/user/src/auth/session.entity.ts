import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../user/user.entity.ts';

/** One sign-in and all tokens that came of it: what is revoked together. */
@Entity('sessions')
@Index('sessions_of_user', ['userId', 'id'])
@Unique('sessions_grant_key', ['grantId'])
export class Session {
  /** UUIDv7; `sid` of the session's access tokens. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pk' }) id!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'sessions_user_fk' })
  user?: User;
  /** Who was let in: `shop` is what signs in at /v1/auth, others are OAuth clients. */
  @Column('text', { name: 'client_id', default: 'shop' }) clientId!: string;
  /** The OAuth grant that ends with the session; null for the shop's own. */
  @Column('text', { name: 'grant_id', nullable: true }) grantId!: string | null;
  /** Space-separated, as in OAuth. */
  @Column('text') scope!: string;
  /** What the client said of itself, shortened; see `userAgentOf`. */
  @Column('text', { name: 'user_agent', nullable: true }) userAgent!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' }) lastUsedAt!: Date;
  /** Moves on with every refresh. */
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  /** Set by signing out, by a new password, or when a used token came back. */
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
}

/** A session has one unused token; the used ones are kept to recognise a thief. */
@Entity('refresh_tokens')
@Index('refresh_tokens_of_session', ['sessionId'])
export class RefreshToken {
  /** SHA-256 of the token, which is random enough to need no salt. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'refresh_tokens_pk' }) hash!: Buffer;
  @Column('uuid', { name: 'session_id' }) sessionId!: string;
  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'refresh_tokens_session_fk' })
  session?: Session;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt!: Date | null;
}
