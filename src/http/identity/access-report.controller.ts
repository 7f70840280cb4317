// Who looked at a person's record, for that person: told through the owner organisation, as a page or as CSV.

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { Look } from '../../domain/audit/access-report.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { ReportAccess } from '../../usecases/identity/report-access.js';
import { AccessCsvQuery, AccessReportAnswer, AccessReportQuery, type LookAnswer } from './access-report.dto.js';

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1/persons/:pseudonym/access-report')
export class AccessReportController {
  constructor(private readonly reportAccess: ReportAccess) {}

  @Get()
  @ApiOperation({
    summary: 'Report to a person who looked at their record',
    description: 'For coordinators and custodians of the owner organisation. `limit` counts days. It is in the log.',
  })
  @ApiOkResponse({ type: AccessReportAnswer })
  async report(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: AccessReportQuery,
  ): Promise<Answer<AccessReportAnswer>> {
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { pseudonym: person, identityCheck: query.identityCheck, cursor: query.cursor, limit };
    const { pseudonym, reportedAt, looks, notTold, cursor } = await this.reportAccess.execute(actor, command);
    return {
      pseudonym,
      reportedAt: new Date(reportedAt).toISOString(),
      looks: looks.map(lookAnswer),
      notTold,
      cursor,
    };
  }

  @Get('export')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'The same as CSV, all days of it', description: 'No cell of it is run as a formula.' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async csv(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Query() query: AccessCsvQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const csv = await this.reportAccess.csv(actor, { pseudonym, identityCheck: query.identityCheck });
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="who-looked.csv"');
    return csv;
  }
}

function lookAnswer({ day, organisation, username, action, purpose, fields, times }: Look): Answer<LookAnswer> {
  return { day, organisation, username, action, purpose, fields, times };
}
