// What the central agency replies to an inquiry: who may be meant, what is prepared, and what a second person releases.

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { DecideReply } from '../../usecases/inquiries/decide-reply.js';
import { PrepareReply } from '../../usecases/inquiries/prepare-reply.js';
import { ReadReplies } from '../../usecases/inquiries/read-replies.js';
import { InquiryRepliesAnswer, ReplyDecisionRequest, ReplyRequest, ReplyStateAnswer } from './inquiry-replies.dto.js';

@ApiTags('inquiries')
@ApiBearerAuth('accessToken')
@Controller('v1/inquiries/:id/replies')
export class InquiryRepliesController {
  constructor(
    private readonly readReplies: ReadReplies,
    private readonly prepareReply: PrepareReply,
    private readonly decideReply: DecideReply,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Who may be meant by an inquiry, and what is prepared to be replied',
    description:
      'For the central agency alone, of inquiries that wait for it. What was asked for is compared and not shown; candidates are those whom the agency may know of.',
  })
  @ApiOkResponse({ type: InquiryRepliesAnswer })
  async read(@CurrentActor() actor: Actor, @Param('id') inquiryId: string): Promise<Answer<InquiryRepliesAnswer>> {
    const { candidates, more, replies } = await this.readReplies.execute(actor, inquiryId);
    return {
      candidates: candidates.map(({ pseudonym, band, status, why }) => ({
        ...{ pseudonym, band, status },
        why: why.map(({ part, finding, reason }) => ({ part, finding, reason })),
      })),
      more,
      replies: replies.map(({ preparedAt, tells, pseudonym, basis, preparedBy, own, ...reply }) => ({
        ...{ id: reply.id, state: reply.state, pseudonym, tells: [...tells], basis, preparedBy, own },
        preparedAt: new Date(preparedAt).toISOString(),
      })),
    };
  }

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Prepare a reply',
    description:
      'no_information goes out at once, and looks the same however it came about. Whatever else is told needs a candidate, a basis and a second person: 409 `reply_not_consented` where nobody whose word counts may agree, `news_waits` while something about the person is not for others yet. With owner_consent the organisation that registered the person is asked.',
  })
  @ApiCreatedResponse({ type: ReplyStateAnswer })
  async prepare(
    @CurrentActor() actor: Actor,
    @Param('id') inquiryId: string,
    @Body() body: ReplyRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ReplyStateAnswer>> {
    const { tells, person, basis } = body;
    const { id, state } = await this.prepareReply.execute(actor, { inquiryId, tells, person, basis }, key);
    return { id, state };
  }

  @Post(':replyId/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Release a reply that a colleague has prepared, or reject one',
    description:
      'Consent, the person’s will and news are asked anew. What was released is never changed: a newer reply takes its place.',
  })
  @ApiCreatedResponse({ type: ReplyStateAnswer })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id') inquiryId: string,
    @Param('replyId') replyId: string,
    @Body() body: ReplyDecisionRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ReplyStateAnswer>> {
    const command = { inquiryId, replyId, decision: body.decision };
    const { id, state } = await this.decideReply.execute(actor, command, key);
    return { id, state };
  }
}
