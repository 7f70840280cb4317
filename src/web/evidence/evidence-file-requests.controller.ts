// Requests for restricted files at the console: the queue, and the page of one with its decisions.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ApproveEvidenceFile } from '../../usecases/evidence/approve-evidence-file.js';
import { ListEvidenceFileRequests } from '../../usecases/evidence/list-evidence-file-requests.js';
import { ReadEvidenceFileRequest } from '../../usecases/evidence/read-evidence-file-request.js';
import { RefuseEvidenceFile } from '../../usecases/evidence/refuse-evidence-file.js';
import { RevokeEvidenceFile } from '../../usecases/evidence/revoke-evidence-file.js';
import { WithdrawEvidenceFileRequest } from '../../usecases/evidence/withdraw-evidence-file-request.js';
import { statusOfForm } from '../forms/attempt.js';
import { fieldsOf } from '../forms/form-field.js';
import { readForm } from '../forms/read-form.js';
import { attemptDecision, queuePage, type GivenDecision } from '../identity/request-decisions.js';
import type { DecisionForm, SentDecision } from '../identity/request-parts.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { EVIDENCE } from './evidence-list-page.js';
import { fileApprovalGroups } from './file-request-fields.js';
import { FileQueuePage, FileRequestPage, fileRequestAddress } from './file-request-pages.js';

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
    const page = queuePage(query, decides);
    const { requests, cursor } = await this.listEvidenceFileRequests.execute(actor, page);
    const view = { requests, queue: page.queue, decides, cursor, later: page.cursor !== undefined };
    const content = h(FileQueuePage, view);
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
      const { value } = readForm(fieldsOf(fileApprovalGroups(shown)), values);
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
    await this.close({ actor, request, reply }, requestId, 'refusal', body, this.refuseEvidenceFile);
  }

  @Post(':requestId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.close({ actor, request, reply }, requestId, 'withdrawal', body, this.withdrawEvidenceFileRequest);
  }

  @Post(':requestId/revocation')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.close({ actor, request, reply }, requestId, 'revocation', body, this.revokeEvidenceFile);
  }

  private close(
    call: PageCall,
    requestId: string,
    form: DecisionForm,
    body: unknown,
    useCase: RefuseEvidenceFile | WithdrawEvidenceFileRequest | RevokeEvidenceFile,
  ): Promise<void> {
    return this.decide(call, requestId, form, body, ({ reason, ifMatch, key }) =>
      useCase.execute(call.actor, { requestId, reason, ifMatch }, key),
    );
  }

  private async decide(
    call: PageCall,
    requestId: string,
    form: DecisionForm,
    body: unknown,
    decide: (given: GivenDecision) => Promise<unknown>,
  ): Promise<void> {
    const state = await attemptDecision(call.request, body, decide);
    if (state.refusal === null) goTo(call.reply, fileRequestAddress(requestId));
    else await this.draw(call, requestId, { form, state });
  }

  private async draw({ actor, request, reply }: PageCall, requestId: string, sent: SentDecision | null): Promise<void> {
    const shown = await this.readEvidenceFileRequest.execute(actor, { requestId });
    const decides = allowed(actor, 'decide_evidence_file');
    const content = h(FileRequestPage, { request: shown, decides, seal: this.pages.seal(request), sent });
    const status = statusOfForm(sent?.state.refusal ?? null);
    await this.pages.send(request, reply, { title: 'Request for a restricted file', place: EVIDENCE, status, content });
  }
}
