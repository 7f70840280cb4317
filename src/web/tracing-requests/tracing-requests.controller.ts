// Lists tracing requests, shows one, and moves it from state to state.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isRequestWorker } from '../../domain/access/request-rights.js';
import { CurrentActor } from '../../request/doors.js';
import { ListTracingRequests } from '../../usecases/tracing-requests/list-tracing-requests.js';
import { MoveTracingRequest } from '../../usecases/tracing-requests/move-tracing-request.js';
import { ReadTracingRequest } from '../../usecases/tracing-requests/read-tracing-request.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { askedPerson, momentOf } from '../records/asked-times.js';
import { REQUESTS, TracingRequestPage, TracingRequestsPage } from './tracing-request-pages.js';

const REQUESTS_A_PAGE = 25;

@ConsolePages('console/tracing-requests')
export class TracingRequestsController {
  constructor(
    private readonly pages: Pages,
    private readonly listTracingRequests: ListTracingRequests,
    private readonly moveTracingRequest: MoveTracingRequest,
    private readonly readTracingRequest: ReadTracingRequest,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const about = askedPerson(query, { ofDay: false });
    const page = await this.listTracingRequests.execute(actor, {
      mine: false,
      knownAt: momentOf(about.asked).knownAt,
      ...(about.person !== '' && { pseudonym: about.person }),
      cursor: queryText(query, 'cursor'),
      limit: REQUESTS_A_PAGE,
    });
    const content = h(TracingRequestsPage, { ...page, about, mayTakeIn: allowed(actor, 'add_tracing_request') });
    await this.pages.send(request, reply, { title: 'Tracing requests', place: REQUESTS, content });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw(actor, id, request, reply, NOTHING_SENT);
  }

  @Post(':id/transitions')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const closingReason = values['/closingReason'] ?? '';
    const command = {
      requestId,
      to: values['/to'] ?? '',
      reason: values['/reason'] ?? '',
      ...(closingReason !== '' && { closingReason }),
    };
    const { refusal } = await attempt(() =>
      this.moveTracingRequest.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${REQUESTS}/${requestId}`);
    else await this.draw(actor, requestId, request, reply, { values, refusal });
  }

  private async draw(
    actor: Actor,
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
    state: FormState,
  ): Promise<void> {
    const found = await this.readTracingRequest.execute(actor, id);
    const may = {
      work: isRequestWorker(actor, found.assigned),
      assign: allowed(actor, 'assign_person'),
    };
    await this.pages.send(request, reply, {
      title: 'Tracing request',
      place: REQUESTS,
      status: state.refusal === null ? 200 : 422,
      content: h(TracingRequestPage, { found, seal: this.pages.seal(request), state, may }),
    });
  }
}
