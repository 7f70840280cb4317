// Shows an auditor the log of their own organisation.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { AUDIT_ACTIONS } from '../../domain/audit/audit-entry.js';
import { CurrentActor } from '../../request/doors.js';
import { ListAuditEntries } from '../../usecases/audit/list-audit-entries.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { AuditPage } from './audit-page.js';

const ENTRIES_A_PAGE = 50;

@ConsolePages('console/audit')
export class AuditController {
  constructor(
    private readonly pages: Pages,
    private readonly listAuditEntries: ListAuditEntries,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = queryText(query, 'action');
    const action = AUDIT_ACTIONS.find((one) => one === wanted) ?? null;
    const cursor = queryText(query, 'cursor') ?? null;
    const page = await this.listAuditEntries.execute(actor, { cursor, limit: ENTRIES_A_PAGE, action });
    const content = h(AuditPage, { ...page, action: action ?? '', later: cursor !== null });
    await this.pages.send(request, reply, { title: 'Audit log', place: '/console/audit', content });
  }
}
