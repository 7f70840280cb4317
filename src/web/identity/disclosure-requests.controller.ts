// Requests for disclosure at the console: asking, the queue, and the page of one with its decisions.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { ApproveDisclosure } from '../../usecases/identity/approve-disclosure.js';
import { ListDisclosureRequests } from '../../usecases/identity/list-disclosure-requests.js';
import { ReadDisclosureRequest } from '../../usecases/identity/read-disclosure-request.js';
import { RefuseDisclosure } from '../../usecases/identity/refuse-disclosure.js';
import { RequestDisclosure } from '../../usecases/identity/request-disclosure.js';
import { RevokeDisclosure } from '../../usecases/identity/revoke-disclosure.js';
import { WithdrawDisclosureRequest } from '../../usecases/identity/withdraw-disclosure-request.js';
import { ReadRecord } from '../../usecases/records/read-record.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import { caseAddress } from '../records/case-view.js';
import { approvalGroups, REQUEST_GROUPS } from './disclosure-request-fields.js';
import {
  DISCLOSURE_REQUESTS,
  DisclosureQueuePage,
  DisclosureRequestPage,
  requestAddress,
} from './disclosure-request-pages.js';
import { attemptDecision, queuePage, type GivenDecision } from './request-decisions.js';
import type { DecisionForm, SentDecision } from './request-parts.js';

@ConsolePages('console')
export class DisclosureRequestsController {
  constructor(
    private readonly pages: Pages,
    private readonly readRecord: ReadRecord,
    private readonly requestDisclosure: RequestDisclosure,
    private readonly listDisclosureRequests: ListDisclosureRequests,
    private readonly readDisclosureRequest: ReadDisclosureRequest,
    private readonly approveDisclosure: ApproveDisclosure,
    private readonly refuseDisclosure: RefuseDisclosure,
    private readonly withdrawDisclosureRequest: WithdrawDisclosureRequest,
    private readonly revokeDisclosure: RevokeDisclosure,
  ) {}

  @Get('persons/:pseudonym/disclosure-requests/new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'request_disclosure');
    await this.readRecord.execute(actor, { pseudonym, why: false });
    await this.drawRequest(request, reply, pseudonym, NOTHING_SENT);
  }

  @Post('persons/:pseudonym/disclosure-requests')
  async send(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(fieldsOf(REQUEST_GROUPS), values);
    const { purpose, fields, reason, days, once, identityCheck } = value;
    const command = { pseudonym, purpose, fields, reason, days, once, identityCheck };
    const { refusal, value: sent } = await attempt(() =>
      this.requestDisclosure.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, requestAddress(sent.id));
    else await this.drawRequest(request, reply, pseudonym, { values, refusal });
  }

  @Get('disclosure-requests')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const decides = allowed(actor, 'approve_disclosure');
    const page = queuePage(query, decides);
    const { requests, cursor } = await this.listDisclosureRequests.execute(actor, page);
    const view = { requests, queue: page.queue, decides, cursor, later: page.cursor !== undefined };
    const content = h(DisclosureQueuePage, view);
    await this.pages.send(request, reply, { title: 'Requests for disclosure', place: DISCLOSURE_REQUESTS, content });
  }

  @Get('disclosure-requests/:requestId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply }, requestId, null);
  }

  @Post('disclosure-requests/:requestId/approval')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'approve_disclosure');
    const shown = await this.readDisclosureRequest.execute(actor, { requestId });
    await this.decide({ actor, request, reply }, requestId, 'approval', body, ({ values, ifMatch, key }) => {
      const { value } = readForm(fieldsOf(approvalGroups(shown)), values);
      // With no box ticked nothing is approved; absent fields would be all of them.
      const { fields = [], days, once } = value;
      return this.approveDisclosure.execute(actor, { requestId, fields, days, once, ifMatch }, key);
    });
  }

  @Post('disclosure-requests/:requestId/refusal')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.close({ actor, request, reply }, requestId, 'refusal', body, this.refuseDisclosure);
  }

  @Post('disclosure-requests/:requestId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.close({ actor, request, reply }, requestId, 'withdrawal', body, this.withdrawDisclosureRequest);
  }

  @Post('disclosure-requests/:requestId/revocation')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('requestId', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.close({ actor, request, reply }, requestId, 'revocation', body, this.revokeDisclosure);
  }

  private close(
    call: PageCall,
    requestId: string,
    form: DecisionForm,
    body: unknown,
    useCase: RefuseDisclosure | WithdrawDisclosureRequest | RevokeDisclosure,
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
    if (state.refusal === null) goTo(call.reply, requestAddress(requestId));
    else await this.draw(call, requestId, { form, state });
  }

  private async draw({ actor, request, reply }: PageCall, requestId: string, sent: SentDecision | null): Promise<void> {
    const shown = await this.readDisclosureRequest.execute(actor, { requestId });
    const may = { decide: allowed(actor, 'approve_disclosure'), revoke: allowed(actor, 'revoke_disclosure') };
    const content = h(DisclosureRequestPage, { request: shown, may, seal: this.pages.seal(request), sent });
    const status = statusOfForm(sent?.state.refusal ?? null);
    await this.pages.send(request, reply, {
      title: 'Request for disclosure',
      place: DISCLOSURE_REQUESTS,
      status,
      content,
    });
  }

  private drawRequest(
    request: FastifyRequest,
    reply: FastifyReply,
    pseudonym: string,
    state: FormState,
  ): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: '/console/cases',
      title: 'Ask who this is',
      lead: 'Two persons of the organisation that registered this person decide, one of them a custodian.',
      back: caseAddress(pseudonym),
      action: `${caseAddress(pseudonym)}/disclosure-requests`,
      groups: REQUEST_GROUPS,
      state,
      button: 'Send the request',
    });
  }
}
