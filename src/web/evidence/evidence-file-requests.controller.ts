// Requests for restricted files at the console: the queue, and the page of one with its decisions.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { FILE_REQUEST_QUEUES } from '../../domain/evidence/file-request.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ApproveEvidenceFile } from '../../usecases/evidence/approve-evidence-file.js';
import { ListEvidenceFileRequests } from '../../usecases/evidence/list-evidence-file-requests.js';
import { ReadEvidenceFileRequest } from '../../usecases/evidence/read-evidence-file-request.js';
import { RefuseEvidenceFile } from '../../usecases/evidence/refuse-evidence-file.js';
import { RevokeEvidenceFile } from '../../usecases/evidence/revoke-evidence-file.js';
import { WithdrawEvidenceFileRequest } from '../../usecases/evidence/withdraw-evidence-file-request.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { formRequestKey } from '../forms/form-key.js';
import type { FormValues } from '../forms/form-field.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { EVIDENCE } from './evidence-list-page.js';
import { fileApprovalGroups } from './file-request-fields.js';
import {
  FileQueuePage,
  FileRequestPage,
  fileRequestAddress,
  type FileDecisionForm,
  type FileRequestPageProps,
} from './file-request-pages.js';

const REQUESTS_A_PAGE = 25;

interface Exchange {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Decide = (seen: { values: FormValues; ifMatch: IfMatch; key: RequestKey | null }) => Promise<unknown>;

@ConsolePages('console/evidence-file-requests')
export class EvidenceFileRequestsController {
  constructor(
    private readonly pages: Pages,
    private readonly listEvidenceFileRequests: ListEvidenceFileRequests,
    private readonly readEvidenceFileRequest: ReadEvidenceFileRequest,
    private readonly approveEvidenceFile: ApproveEvidenceFile,
    private readonly refuseEvidenceFile: RefuseEvidenceFile,
    private readonly withdrawEvidenceFileRequest: WithdrawEvidenceFileRequest,
    private readonly revokeEvidenceFile: RevokeEvidenceFile,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const decides = allowed(actor, 'decide_evidence_file');
    const wanted = queryText(query, 'queue') ?? (decides ? 'to_decide' : 'mine');
    const queue = FILE_REQUEST_QUEUES.find((one) => one === wanted) ?? 'mine';
    const after = queryText(query, 'cursor');
    const page = { queue, cursor: after, limit: REQUESTS_A_PAGE };
    const { requests, cursor } = await this.listEvidenceFileRequests.execute(actor, page);
    const content = h(FileQueuePage, { requests, queue, decides, cursor, later: after !== undefined });
    await this.pages.send(request, reply, { title: 'Requests for restricted files', place: EVIDENCE, content });
  }

  @Get(':requestId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply }, requestId, null);
  }

  @Post(':requestId/approval')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'decide_evidence_file');
    const shown = await this.readEvidenceFileRequest.execute(actor, { requestId });
    await this.decide({ actor, request, reply }, requestId, 'approval', body, ({ values, ifMatch, key }) => {
      const { value } = readForm(
        fileApprovalGroups(shown).flatMap(({ fields }) => fields),
        values,
      );
      const { days, once } = value;
      return this.approveEvidenceFile.execute(actor, { requestId, days, once, ifMatch }, key);
    });
  }

  @Post(':requestId/refusal')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.decide({ actor, request, reply }, requestId, 'refusal', body, ({ values, ifMatch, key }) =>
      this.refuseEvidenceFile.execute(actor, { requestId, reason: values['/reason'] ?? '', ifMatch }, key),
    );
  }

  @Post(':requestId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.decide({ actor, request, reply }, requestId, 'withdrawal', body, ({ values, ifMatch, key }) =>
      this.withdrawEvidenceFileRequest.execute(actor, { requestId, reason: values['/reason'] ?? '', ifMatch }, key),
    );
  }

  @Post(':requestId/revocation')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.decide({ actor, request, reply }, requestId, 'revocation', body, ({ values, ifMatch, key }) =>
      this.revokeEvidenceFile.execute(actor, { requestId, reason: values['/reason'] ?? '', ifMatch }, key),
    );
  }

  private async decide(
    exchange: Exchange,
    requestId: string,
    form: FileDecisionForm,
    body: unknown,
    decide: Decide,
  ): Promise<void> {
    const values = formValues(body);
    const key = formRequestKey(exchange.request, values);
    const { refusal } = await attempt(() => decide({ values, ifMatch: seenTag(values[SEEN_FIELD]), key }));
    if (refusal === null) goTo(exchange.reply, fileRequestAddress(requestId));
    else await this.draw(exchange, requestId, { form, state: { values, refusal } });
  }

  private async draw(
    { actor, request, reply }: Exchange,
    requestId: string,
    sent: FileRequestPageProps['sent'],
  ): Promise<void> {
    const shown = await this.readEvidenceFileRequest.execute(actor, { requestId });
    const decides = allowed(actor, 'decide_evidence_file');
    const content = h(FileRequestPage, { request: shown, decides, seal: this.pages.seal(request), sent });
    const status = statusOfForm(sent?.state.refusal ?? null);
    await this.pages.send(request, reply, { title: 'Request for a restricted file', place: EVIDENCE, status, content });
  }
}
