import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../user/user.entity.ts';

@Entity('addresses')
@Index('addresses_of_user', ['userId', 'id'])
export class Address {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'addresses_pk' }) id!: string;
  @Column('uuid', { name: 'user_id' }) userId!: string;
  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'addresses_user_fk' })
  user?: User;
  /** Who receives there. */
  @Column('text') name!: string;
  @Column('text') line1!: string;
  @Column('text', { nullable: true }) line2!: string | null;
  @Column('text') city!: string;
  @Column('text', { name: 'postal_code' }) postalCode!: string;
  /** ISO 3166-1 alpha-2. */
  @Column('character', { length: 2 }) country!: string;
}
