// Tracing requests: taking one in, its state, consents and safe channel, and the disclosure of who asks.

import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { entityTag, versionsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { AddTracingRequest } from '../../usecases/tracing-requests/add-tracing-request.js';
import { AssignTracingRequest } from '../../usecases/tracing-requests/assign-tracing-request.js';
import { ChangeSafeChannel } from '../../usecases/tracing-requests/change-safe-channel.js';
import { DiscloseEnquirer } from '../../usecases/tracing-requests/disclose-enquirer.js';
import { ListEnquirerDisclosures } from '../../usecases/tracing-requests/list-enquirer-disclosures.js';
import { ListTracingRequests } from '../../usecases/tracing-requests/list-tracing-requests.js';
import { MoveTracingRequest } from '../../usecases/tracing-requests/move-tracing-request.js';
import { ReadTracingRequest } from '../../usecases/tracing-requests/read-tracing-request.js';
import { RecordConsent } from '../../usecases/tracing-requests/record-consent.js';
import {
  ContactDisclosureList,
  EnquirerDisclosed,
  SafeChannelChanged,
  TracingRequestAdded,
  TracingRequestAnswer,
  TracingRequestMoved,
  TracingRequestPage,
  TracingRequestRef,
} from './tracing-request-answers.dto.js';
import { contactDisclosureAnswer, listedRequestAnswer, requestAnswer } from './tracing-request-answer.js';
import {
  ConsentRequest,
  EnquirerDisclosureRequest,
  EnquirerDisclosuresQuery,
  RequestAssignmentRequest,
  SafeChannelRequest,
  TracingRequestQuery,
  TracingRequestRequest,
  TransitionRequest,
} from './tracing-requests.dto.js';

@ApiTags('tracing requests')
@ApiBearerAuth('accessToken')
@Controller('v1/tracing-requests')
export class TracingRequestsController {
  constructor(
    private readonly addTracingRequest: AddTracingRequest,
    private readonly assignTracingRequest: AssignTracingRequest,
    private readonly changeSafeChannel: ChangeSafeChannel,
    private readonly discloseEnquirer: DiscloseEnquirer,
    private readonly listEnquirerDisclosures: ListEnquirerDisclosures,
    private readonly listTracingRequests: ListTracingRequests,
    private readonly moveTracingRequest: MoveTracingRequest,
    private readonly readTracingRequest: ReadTracingRequest,
    private readonly recordConsent: RecordConsent,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Take in a tracing request',
    description: 'The enquirer goes to the vault. The person is one you know, or is registered with the request.',
  })
  @ApiCreatedResponse({ type: TracingRequestAdded })
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: TracingRequestRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TracingRequestAdded>> {
    const { id, pseudonym } = await this.addTracingRequest.execute(actor, body, key);
    return { id, pseudonym };
  }

  @Get()
  @ApiOperation({ summary: 'List the tracing requests of your organisation' })
  @ApiOkResponse({ type: TracingRequestPage })
  async list(@CurrentActor() actor: Actor, @Query() query: TracingRequestQuery): Promise<Answer<TracingRequestPage>> {
    const { requests, cursor } = await this.listTracingRequests.execute(actor, {
      knownAt: readingPointOf(query).knownAt,
      state: query.state,
      pseudonym: query.person,
      mine: query.mine === 'true',
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
    });
    return { requests: requests.map(listedRequestAnswer), cursor };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'Read a tracing request',
    description: 'Its ETag is what If-Match takes; what was in the past has none.',
  })
  @ApiOkResponse({ type: TracingRequestAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: KnownAtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<TracingRequestAnswer>> {
    const { knownAt } = readingPointOf(query);
    const found = await this.readTracingRequest.execute(actor, id, knownAt);
    if (knownAt === undefined) void reply.header('etag', entityTag(found.request.version));
    return requestAnswer(found);
  }

  @Post(':id/transitions')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Open, suspend, answer, close or re-open a tracing request',
    description: 'Closing one never closes the person.',
  })
  @ApiCreatedResponse({ type: TracingRequestMoved })
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: TransitionRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TracingRequestMoved>> {
    const { to, closingReason, reason } = body;
    const command = { requestId, to, closingReason, reason };
    const { id, state } = await this.moveTracingRequest.execute(actor, command, key);
    return { id, state };
  }

  @Post(':id/consents')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record that somebody consents, refuses, or takes a consent back' })
  @ApiCreatedResponse({ type: TracingRequestRef })
  async consent(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: ConsentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TracingRequestRef>> {
    const { id } = await this.recordConsent.execute(actor, { requestId, consent: body }, key);
    return { id };
  }

  @Put(':id/safe-channel')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOperation({ summary: 'Replace the way by which the enquirer is reached safely' })
  @ApiOkResponse({ type: SafeChannelChanged })
  async channel(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: SafeChannelRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<SafeChannelChanged>> {
    const command = { requestId, safeChannel: body, ifVersion: versionsOf(ifMatch) };
    const { id, channel, version } = await this.changeSafeChannel.execute(actor, command, key);
    void reply.header('etag', entityTag(version));
    return { id, channel };
  }

  @Post(':id/assignment')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Give a tracing request to a colleague' })
  @ApiCreatedResponse({ type: TracingRequestRef })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: RequestAssignmentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TracingRequestRef>> {
    const { id } = await this.assignTracingRequest.execute(actor, { requestId, username: body.username }, key);
    return { id };
  }

  @Post(':id/disclosures')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Disclose who asks, to who works on the request' })
  @ApiCreatedResponse({ type: EnquirerDisclosed })
  async disclose(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Body() body: EnquirerDisclosureRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<EnquirerDisclosed>> {
    const { purpose, fields, reason } = body;
    const disclosed = await this.discloseEnquirer.execute(actor, { requestId, purpose, fields, reason }, key);
    const { disclosureId, expiresAt, contact = null, safeChannel } = disclosed;
    return { disclosureId, expiresAt: new Date(expiresAt).toISOString(), contact, safeChannel };
  }

  @Get(':id/disclosures')
  @ApiOperation({ summary: 'Who was shown the enquirer, when and why' })
  @ApiOkResponse({ type: ContactDisclosureList })
  async disclosures(
    @CurrentActor() actor: Actor,
    @Param('id') requestId: string,
    @Query() query: EnquirerDisclosuresQuery,
  ): Promise<Answer<ContactDisclosureList>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { requestId, knownAt, cursor: query.cursor, limit };
    const { disclosures, cursor } = await this.listEnquirerDisclosures.execute(actor, command);
    return { disclosures: disclosures.map(contactDisclosureAnswer), cursor };
  }
}
