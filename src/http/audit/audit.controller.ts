// The log, as an organisation's auditor reads it.

import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { AuditorEntry } from '../../domain/audit/auditor-view.js';
import { CurrentActor } from '../../request/doors.js';
import { ListAuditEntries } from '../../usecases/audit/list-audit-entries.js';
import { AuditEntriesAnswer, AuditEntriesQuery, type AuditEntryAnswer } from './audit.dto.js';

const ENTRIES_PER_PAGE = 50;

@ApiTags('audit')
@ApiBearerAuth()
@Controller('v1/audit/entries')
export class AuditController {
  constructor(private readonly listAuditEntries: ListAuditEntries) {}

  @Get()
  @ApiOperation({
    summary: 'What the users of your own organisation did, newest first',
    description: 'For the role auditor. Says who did what and when, never about whom. Reading it is an entry itself.',
  })
  @ApiOkResponse({ type: AuditEntriesAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: AuditEntriesQuery): Promise<AuditEntriesAnswer> {
    const { entries, nextCursor } = await this.listAuditEntries.execute(actor, {
      cursor: query.cursor ?? null,
      limit: query.limit === undefined ? ENTRIES_PER_PAGE : Number(query.limit),
      action: query.action ?? null,
    });
    return { entries: entries.map(answerOf), nextCursor };
  }
}

function answerOf(entry: AuditorEntry): AuditEntryAnswer {
  const { id, recordedAt, username, via, action, subjectKind, requestId, details } = entry;
  const at = new Date(recordedAt).toISOString();
  return { id, recordedAt: at, username, via, action, subjectKind, requestId, details: { ...details } };
}
