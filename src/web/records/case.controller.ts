// Shows one case.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { PersonWill } from '../../domain/news/person-will.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListEvidence } from '../../usecases/evidence/list-evidence.js';
import { ListDisclosureRequests } from '../../usecases/identity/list-disclosure-requests.js';
import { ListWills } from '../../usecases/news/list-wills.js';
import { ListLinks } from '../../usecases/links/list-links.js';
import { ListAssignees, type Assignee } from '../../usecases/records/list-assignees.js';
import { ListStatements } from '../../usecases/records/list-statements.js';
import { ReadRecord, type ReadRecordAnswer } from '../../usecases/records/read-record.js';
import { ListTracingRequests } from '../../usecases/tracing-requests/list-tracing-requests.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { askedTimes, momentOf, type AskedTimes } from './asked-times.js';
import { MOST_ON_CASE } from './case-documents.js';
import { CasePage } from './case-page.js';
import type { CaseView } from './case-view.js';

/** Older ones are on the page of requests. */
const MOST_REQUESTS = 5;

@ConsolePages('console/persons')
export class CaseController {
  constructor(
    private readonly pages: Pages,
    private readonly readRecord: ReadRecord,
    private readonly listStatements: ListStatements,
    private readonly listLinks: ListLinks,
    private readonly listAssignees: ListAssignees,
    private readonly listPlaces: ListPlaces,
    private readonly listDisclosureRequests: ListDisclosureRequests,
    private readonly listWills: ListWills,
    private readonly listTracingRequests: ListTracingRequests,
    private readonly listEvidence: ListEvidence,
  ) {}

  @Get(':pseudonym')
  async show(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.view(actor, pseudonym, askedTimes(query));
    const content = h(CasePage, { ...view, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: pseudonym, place: '/console/cases', content });
  }

  private async view(actor: Actor, pseudonym: string, asked: AskedTimes): Promise<Omit<CaseView, 'seal'>> {
    const times = momentOf(asked);
    const answer = await this.readRecord.execute(actor, { pseudonym, why: true, ...times });
    const { statements, organisations } = await this.listStatements.execute(actor, { pseudonym, ...times });
    const { links } = await this.listLinks.execute(actor, { pseudonym, knownAt: times.knownAt });
    const places = await this.listPlaces.gazetteer(actor);
    return {
      answer,
      statements,
      links,
      organisations,
      labels: { parties: answer.parties, places: new Map(places.map(({ code, name }) => [code, name])) },
      requests: await this.requestsOf(actor, pseudonym, times.knownAt),
      wills: await this.willsOf(actor, answer, times.knownAt),
      ...(await this.documentsOf(actor, pseudonym, times)),
      assignees: await this.assigneesOf(actor, answer),
      may: {
        addStatement: allowed(actor, 'add_statement'),
        withdraw: allowed(actor, 'withdraw_statement'),
        takeInRequest: allowed(actor, 'add_tracing_request'),
        readEvidence: allowed(actor, 'read_evidence'),
        disclose: allowed(actor, 'disclose_identity'),
        assign: allowed(actor, 'assign_person'),
        readDisclosures: allowed(actor, 'read_disclosures'),
        readErasures: allowed(actor, 'read_erasures'),
        readRetention: allowed(actor, 'read_retention'),
        requestDisclosure: allowed(actor, 'request_disclosure'),
        reportAccess: allowed(actor, 'report_access'),
        proposeLink: allowed(actor, 'propose_link'),
        recordWill: allowed(actor, 'record_will'),
      },
      asked,
    };
  }

  private async documentsOf(
    actor: Actor,
    pseudonym: string,
    times: ReturnType<typeof momentOf>,
  ): Promise<Pick<CaseView, 'tracingRequests' | 'evidence'>> {
    const asked = { pseudonym, knownAt: times.knownAt, limit: MOST_ON_CASE };
    return {
      tracingRequests: allowed(actor, 'read_tracing_requests')
        ? await this.listTracingRequests.execute(actor, { ...asked, mine: false })
        : null,
      evidence: allowed(actor, 'read_evidence')
        ? await this.listEvidence.execute(actor, { ...asked, validAt: times.validAt })
        : null,
    };
  }

  private async requestsOf(
    actor: Actor,
    pseudonym: string,
    knownAt: number | undefined,
  ): Promise<CaseView['requests']> {
    if (!allowed(actor, 'request_disclosure')) return [];
    const asked = { queue: 'mine', pseudonym, knownAt, limit: MOST_REQUESTS };
    return (await this.listDisclosureRequests.execute(actor, asked)).requests;
  }

  private async willsOf(
    actor: Actor,
    { own, pseudonym }: ReadRecordAnswer,
    knownAt: number | undefined,
  ): Promise<readonly PersonWill[]> {
    if (own === null || !allowed(actor, 'read_will')) return [];
    return (await this.listWills.execute(actor, { pseudonym, knownAt })).wills;
  }

  private async assigneesOf(actor: Actor, answer: ReadRecordAnswer): Promise<readonly Assignee[] | null> {
    if (answer.own === null) return null;
    return (await this.listAssignees.execute(actor, answer.pseudonym)).assignees;
  }
}
