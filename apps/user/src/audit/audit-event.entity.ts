import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that happened to an account. Append-only: a trigger refuses all else. */
@Entity('audit_events')
@Index('audit_events_of_user', ['userId', 'id'])
export class AuditEvent {
  /** UUIDv7: sorts by time. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_events_pk' }) id!: string;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
  /** `noun.what_happened`; see `AuditType`. */
  @Column('text') type!: string;
  /** Who did it, where that is known and not the user below. */
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null;
  /** Whose account it is about. */
  @Column('uuid', { name: 'user_id', nullable: true }) userId!: string | null;
  /** IP address of the client. */
  @Column('text', { nullable: true }) address!: string | null;
  /** Never a password, a token, or the e-mail address of a stranger. */
  @Column('jsonb', { default: {} }) data!: object;
}
