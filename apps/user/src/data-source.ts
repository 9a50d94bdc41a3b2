import { dataSourceOf } from '@shopmesh/database';
import type { DataSource } from 'typeorm';
import { Departure } from './account/departure.entity.ts';
import { Address } from './address/address.entity.ts';
import { AuditEvent } from './audit/audit-event.entity.ts';
import { RefreshToken, Session } from './auth/session.entity.ts';
import { SignInFailure } from './auth/sign-in-failure.entity.ts';
import { AccountLink, AccountMail } from './mail/account-mail.entity.ts';
import { Users1700000000001 } from './migrations/0001-users.ts';
import { Sessions1700000000002 } from './migrations/0002-sessions.ts';
import { SigningKeys1700000000003 } from './migrations/0003-signing-keys.ts';
import { KeyRotation1700000000004 } from './migrations/0004-key-rotation.ts';
import { OAuthRecords1700000000005 } from './migrations/0005-oauth-records.ts';
import { LiveSessions1700000000006 } from './migrations/0006-live-sessions.ts';
import { MailedLinks1700000000007 } from './migrations/0007-mailed-links.ts';
import { Audit1700000000008 } from './migrations/0008-audit.ts';
import { Departures1700000000009 } from './migrations/0009-departures.ts';
import { OAuthRecord } from './oauth/oauth-record.entity.ts';
import { SigningKey } from './token/signing-key.entity.ts';
import { User } from './user/user.entity.ts';

/** User's own database. @param pool connections at most */
export function createDataSource(url: string, pool?: number): DataSource {
  return dataSourceOf(
    {
      name: 'user',
      entities: [
        User,
        Address,
        Session,
        RefreshToken,
        SigningKey,
        AccountMail,
        AccountLink,
        OAuthRecord,
        AuditEvent,
        SignInFailure,
        Departure,
      ],
      migrations: [
        Users1700000000001,
        Sessions1700000000002,
        SigningKeys1700000000003,
        KeyRotation1700000000004,
        OAuthRecords1700000000005,
        LiveSessions1700000000006,
        MailedLinks1700000000007,
        Audit1700000000008,
        Departures1700000000009,
      ],
    },
    url,
    pool,
  );
}
