import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('signing_keys')
@Check('signing_keys_status_known', "status IN ('next', 'current', 'retired')")
@Index('signing_keys_one', ['status'], { unique: true, where: "status <> 'retired'" })
export class SigningKey {
  /** JWK thumbprint (RFC 7638). */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'signing_keys_pk' }) kid!: string;
  /** `current` signs; all are published: `next` before it signs, `retired` until its last token is dead. */
  @Column('text') status!: 'next' | 'current' | 'retired';
  /** When it took on its status. */
  @Column('timestamptz', { name: 'status_since', default: () => 'now()' }) statusSince!: Date;
  @Column('jsonb', { name: 'public_jwk' }) publicJwk!: object;
  /** PKCS #8 PEM under KEY_ENCRYPTION_KEY; see `encrypt`. */
  @Column('bytea', { name: 'encrypted_private_key' }) encryptedPrivateKey!: Buffer;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}
