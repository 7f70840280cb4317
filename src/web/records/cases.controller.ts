// Lists cases.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListRecords } from '../../usecases/records/list-records.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { CasesPage } from './cases-page.js';

/** A page that is read on a phone without getting lost. */
const CASES_A_PAGE = 25;

@ConsolePages('console/cases')
export class CasesController {
  constructor(
    private readonly pages: Pages,
    private readonly listRecords: ListRecords,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [status, flag, cursor] = ['status', 'flag', 'cursor'].map((name) => queryText(query, name));
    const mine = queryText(query, 'show') !== 'all';
    const found = await this.listRecords.execute(actor, {
      assignedToMe: mine,
      limit: CASES_A_PAGE,
      ...(status !== undefined && { status }),
      ...(flag !== undefined && { flag }),
      ...(cursor !== undefined && { cursor }),
    });
    const states = await this.listPlaces.execute(actor, null);
    const content = h(CasesPage, {
      mine,
      status: status ?? '',
      flag: flag ?? '',
      records: found.records,
      cursor: found.cursor,
      later: cursor !== undefined,
      states: new Map(states.map(({ code, name }) => [code, name])),
      mayRegister: allowed(actor, 'register_person'),
    });
    await this.pages.send(request, reply, { title: mine ? 'My cases' : 'Cases', place: '/console/cases', content });
  }
}
