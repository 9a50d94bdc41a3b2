import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The comparison of a day's books with the provider's; made by one replica. */
@Entity('reconciliations')
export class ReconciliationRun {
  @PrimaryColumn('date', { primaryKeyConstraintName: 'reconciliations_pk' }) day!: string;
  @Column('timestamptz', { name: 'started_at', default: () => 'now()' }) startedAt!: Date;
  /** null: it goes on, or its process died; then another takes it up after a while. */
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  /** Payments that were looked at. */
  @Column('integer', { nullable: true }) compared!: number | null;
  @Column('integer', { nullable: true }) differences!: number | null;
}
