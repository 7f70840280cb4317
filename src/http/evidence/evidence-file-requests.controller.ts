// Requests for restricted files of evidence: reading them, deciding them by a custodian, and ending them.

import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { opaqueTag, tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ApproveEvidenceFile } from '../../usecases/evidence/approve-evidence-file.js';
import { ListEvidenceFileRequests } from '../../usecases/evidence/list-evidence-file-requests.js';
import { ReadEvidenceFileRequest } from '../../usecases/evidence/read-evidence-file-request.js';
import { RefuseEvidenceFile } from '../../usecases/evidence/refuse-evidence-file.js';
import { RevokeEvidenceFile } from '../../usecases/evidence/revoke-evidence-file.js';
import { WithdrawEvidenceFileRequest } from '../../usecases/evidence/withdraw-evidence-file-request.js';
import { DecidesRequest, EndsRequest, movedAnswer } from '../identity/request-decisions.js';
import {
  FileApproval,
  FileDecisionReason,
  FileRequestAnswer,
  FileRequestList,
  FileRequestMoved,
  FileRequestsQuery,
} from './evidence-files.dto.js';
import { fileRequestAnswer } from './file-request-answer.js';

@ApiTags('evidence')
@ApiBearerAuth('accessToken')
@Controller('v1/evidence-file-requests')
export class EvidenceFileRequestsController {
  constructor(
    private readonly listEvidenceFileRequests: ListEvidenceFileRequests,
    private readonly readEvidenceFileRequest: ReadEvidenceFileRequest,
    private readonly approveEvidenceFile: ApproveEvidenceFile,
    private readonly refuseEvidenceFile: RefuseEvidenceFile,
    private readonly withdrawEvidenceFileRequest: WithdrawEvidenceFileRequest,
    private readonly revokeEvidenceFile: RevokeEvidenceFile,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List requests for restricted files: yours, or those about items of your organisation' })
  @ApiOkResponse({ type: FileRequestList })
  async list(@CurrentActor() actor: Actor, @Query() query: FileRequestsQuery): Promise<Answer<FileRequestList>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { queue: query.queue ?? 'mine', knownAt, cursor: query.cursor, limit };
    const { requests, cursor } = await this.listEvidenceFileRequests.execute(actor, command);
    return { requests: requests.map(fileRequestAnswer), cursor };
  }

  @Get(':requestId')
  @ApiOperation({
    summary: 'Read a request for a restricted file',
    description: 'Yours, or one about an item of your organisation. Its ETag is what If-Match takes.',
  })
  @ApiOkResponse({ type: FileRequestAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Query() query: KnownAtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<FileRequestAnswer>> {
    const { knownAt } = readingPointOf(query);
    const shown = await this.readEvidenceFileRequest.execute(actor, { requestId, knownAt });
    if (knownAt === undefined) void reply.header('etag', opaqueTag(shown.tag));
    return fileRequestAnswer(shown);
  }

  @Post(':requestId/approval')
  @DecidesRequest()
  @ApiOperation({
    summary: 'Grant a request, for as long and as often as you find right',
    description: 'For custodians of the organisation that recorded the item.',
  })
  @ApiOkResponse({ type: FileRequestMoved })
  async approve(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() { days, once }: FileApproval,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileRequestMoved>> {
    const command = { requestId, days, once, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.approveEvidenceFile.execute(actor, command, key));
  }

  @Post(':requestId/refusal')
  @DecidesRequest()
  @ApiOperation({ summary: 'Refuse a request, which ends it' })
  @ApiOkResponse({ type: FileRequestMoved })
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() { reason }: FileDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileRequestMoved>> {
    const command = { requestId, reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.refuseEvidenceFile.execute(actor, command, key));
  }

  @Post(':requestId/withdrawal')
  @EndsRequest()
  @ApiOperation({ summary: 'Take your own request back, or what was granted' })
  @ApiOkResponse({ type: FileRequestMoved })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() { reason }: FileDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileRequestMoved>> {
    const command = { requestId, reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.withdrawEvidenceFileRequest.execute(actor, command, key));
  }

  @Post(':requestId/revocation')
  @EndsRequest()
  @ApiOperation({
    summary: 'Revoke what was granted',
    description: 'For custodians of the organisation that recorded the item.',
  })
  @ApiOkResponse({ type: FileRequestMoved })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('requestId') requestId: string,
    @Body() { reason }: FileDecisionReason,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileRequestMoved>> {
    const command = { requestId, reason, ifMatch: tagsOf(ifMatch) };
    return movedAnswer(await this.revokeEvidenceFile.execute(actor, command, key));
  }
}
