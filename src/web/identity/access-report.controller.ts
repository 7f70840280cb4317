// The report to a person of who looked at their record, at the console.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { readIdentityCheck } from '../../domain/identity/disclosure-request-reading.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { ReportAccess } from '../../usecases/identity/report-access.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { AccessReportPage, AskForReportPage } from './access-report-page.js';

const PLACE = '/console/cases';
const TITLE = 'Who looked at the record';
const DAYS_A_PAGE = 25;

@ConsolePages('console/persons/:pseudonym/access-report')
export class AccessReportController {
  constructor(
    private readonly pages: Pages,
    private readonly reportAccess: ReportAccess,
  ) {}

  @Get()
  async report(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'report_access');
    const identityCheck = queryText(query, 'identityCheck');
    if (identityCheck === undefined) {
      const content = h(AskForReportPage, { pseudonym });
      await this.pages.send(request, reply, { title: TITLE, place: PLACE, content });
      return;
    }
    const check = readIdentityCheck(identityCheck);
    const cursor = queryText(query, 'cursor');
    const command = { pseudonym, identityCheck: check, cursor, limit: DAYS_A_PAGE };
    const report = await this.reportAccess.execute(actor, command);
    const content = h(AccessReportPage, { report, check, later: cursor !== undefined });
    await this.pages.send(request, reply, { title: TITLE, place: PLACE, content });
  }

  /** A file, so that nothing of it stays in the browser's pages. */
  @Get('export')
  async csv(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const csv = await this.reportAccess.csv(actor, { pseudonym, identityCheck: queryText(query, 'identityCheck') });
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="who-looked.csv"')
      .header('referrer-policy', 'same-origin')
      .send(csv);
  }
}
