import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Roles } from '@shopmesh/auth';
import { Endpoint } from '@shopmesh/runtime';
import { AuditPage, AuditQuery } from './audit.schema.ts';
import { AuditTrail } from './audit-trail.ts';

@Roles('admin')
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(AuditTrail) private readonly trail: AuditTrail) {}

  @Get()
  @Endpoint('List what happened to accounts, the newest first', AuditPage)
  list(@Query({ schema: AuditQuery }) query: AuditQuery): Promise<AuditPage> {
    return this.trail.list(query);
  }
}
