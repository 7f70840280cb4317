// Requests for disclosure: asking for one, deciding it by two persons, and ending it.

import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { opaqueTag, tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ApproveDisclosure } from '../../usecases/identity/approve-disclosure.js';
import { ListDisclosureRequests } from '../../usecases/identity/list-disclosure-requests.js';
import { ReadDisclosureRequest } from '../../usecases/identity/read-disclosure-request.js';
import { RefuseDisclosure } from '../../usecases/identity/refuse-disclosure.js';
import { RequestDisclosure } from '../../usecases/identity/request-disclosure.js';
import { RevokeDisclosure } from '../../usecases/identity/revoke-disclosure.js';
import { WithdrawDisclosureRequest } from '../../usecases/identity/withdraw-disclosure-request.js';
import { disclosureRequestAnswer } from './disclosure-request-answer.js';
import {
  DisclosureApproval,
  DisclosureDecisionReason,
  DisclosureRequestAnswer,
  DisclosureRequestCreated,
  DisclosureRequestList,
  DisclosureRequestMoved,
  DisclosureRequestsQuery,
  NewDisclosureRequest,
} from './disclosure-requests.dto.js';
import { DecidesRequest, EndsRequest, movedAnswer } from './request-decisions.js';

const KEY = { name: 'Idempotency-Key', required: false };

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class DisclosureRequestsController {
  constructor(
    private readonly requestDisclosure: RequestDisclosure,
    private readonly listDisclosureRequests: ListDisclosureRequests,
    private readonly readDisclosureRequest: ReadDisclosureRequest,
    private readonly approveDisclosure: ApproveDisclosure,
    private readonly refuseDisclosure: RefuseDisclosure,
    private readonly withdrawDisclosureRequest: WithdrawDisclosureRequest,
    private readonly revokeDisclosure: RevokeDisclosure,
  ) {}

  @Post('persons/:pseudonym/disclosure-requests')
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Ask the owner organisation to disclose fields of an identity',
    description: 'Two of its people approve it, one of them a custodian. Nobody answers for 14 days: it is void.',
  })
  @ApiCreatedResponse({ type: DisclosureRequestCreated })
  async request(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: NewDisclosureRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureRequestCreated>> {
    const { purpose, fields, reason, days, once, identityCheck } = body;
    const command = { pseudonym, purpose, fields, reason, days, once, identityCheck };
    const { id } = await this.requestDisclosure.execute(actor, command, key);
    return { id };
  }

  @Get('disclosure-requests')
  @ApiOperation({ summary: 'List requests for disclosure: yours, or those that you decide' })
  @ApiOkResponse({ type: DisclosureRequestList })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DisclosureRequestsQuery,
  ): Promise<Answer<DisclosureRequestList>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { queue: query.queue ?? 'mine', pseudonym: query.person, knownAt, cursor: query.cursor, limit };
    const { requests, cursor } = await this.listDisclosureRequests.execute(actor, command);
    return { requests: requests.map(disclosureRequestAnswer), cursor };
  }

  @Get('disclosure-requests/:requestId')
  @ApiOperation({
    summary: 'Read a request for disclosure',
    description: 'Yours, or one about a person of your organisation if you decide. Its ETag is what If-Match takes.',
  })
  @ApiOkResponse({ type: DisclosureRequestAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Query() query: KnownAtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<DisclosureRequestAnswer>> {
    const { knownAt } = readingPointOf(query);
    const shown = await this.readDisclosureRequest.execute(actor, { requestId, knownAt });
    if (knownAt === undefined) void reply.header('etag', opaqueTag(shown.tag));
    return disclosureRequestAnswer(shown);
  }

  @Post('disclosure-requests/:requestId/approval')
  @DecidesRequest()
  @ApiOperation({
    summary: 'Approve a request, as far as you find right',
    description: 'The second approval grants what both allow: the fields of both, and the shorter time.',
  })
  @ApiOkResponse({ type: DisclosureRequestMoved })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() body: DisclosureApproval,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureRequestMoved>> {
    const { fields, days, once } = body;
    const command = { requestId, fields, days, once, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.approveDisclosure.execute(actor, command, key));
  }

  @Post('disclosure-requests/:requestId/refusal')
  @DecidesRequest()
  @ApiOperation({ summary: 'Refuse a request, which ends it' })
  @ApiOkResponse({ type: DisclosureRequestMoved })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() body: DisclosureDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureRequestMoved>> {
    const command = { requestId, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.refuseDisclosure.execute(actor, command, key));
  }

  @Post('disclosure-requests/:requestId/withdrawal')
  @EndsRequest()
  @ApiOperation({ summary: 'Take your own request back, or what was granted' })
  @ApiOkResponse({ type: DisclosureRequestMoved })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() body: DisclosureDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureRequestMoved>> {
    const command = { requestId, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.withdrawDisclosureRequest.execute(actor, command, key));
  }

  @Post('disclosure-requests/:requestId/revocation')
  @EndsRequest()
  @ApiOperation({ summary: 'Revoke what was granted', description: 'For custodians of the owner organisation.' })
  @ApiOkResponse({ type: DisclosureRequestMoved })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() body: DisclosureDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureRequestMoved>> {
    const command = { requestId, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.revokeDisclosure.execute(actor, command, key));
  }
}
