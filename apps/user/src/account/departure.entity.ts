import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A user who has left; of the person nothing is kept here but the id. */
@Entity('departures')
// Made by hand in the migration: partial.
@Index('departures_to_tell', { synchronize: false })
export class Departure {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'departures_pk' }) userId!: string;
  @Column('timestamptz', { name: 'left_at', default: () => 'now()' }) leftAt!: Date;
  /** When Order is to be told next; nobody else tells it before. */
  @Column('timestamptz', { name: 'tell_at', default: () => 'now()' }) tellAt!: Date;
  /** When Order had nothing left of the person. */
  @Column('timestamptz', { name: 'forgotten_at', nullable: true }) forgottenAt!: Date | null;
}
