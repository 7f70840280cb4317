// Replies to inquiries as work: that there is one, and for which of them an organisation's consent is asked.

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AnswerReplyConsent } from '../../usecases/inquiries/answer-reply-consent.js';
import { ListNewReplies } from '../../usecases/inquiries/list-new-replies.js';
import { ListReplyConsents } from '../../usecases/inquiries/list-reply-consents.js';
import { AskedConsentList, ConsentAnswered, ConsentAnswerRequest, NewRepliesAnswer } from './inquiry-replies.dto.js';

@ApiTags('tasks')
@ApiBearerAuth('accessToken')
@Controller('v1/tasks')
export class ReplyTasksController {
  constructor(
    private readonly listNewReplies: ListNewReplies,
    private readonly listReplyConsents: ListReplyConsents,
    private readonly answerReplyConsent: AnswerReplyConsent,
  ) {}

  @Get('replies')
  @ApiOperation({
    summary: 'List to which of your inquiries there is a reply',
    description: 'What it says stands with the inquiry. At the central agency, also what waits for a second person.',
  })
  @ApiOkResponse({ type: NewRepliesAnswer })
  async replies(@CurrentActor() actor: Actor): Promise<Answer<NewRepliesAnswer>> {
    const { replied, toDecide } = await this.listNewReplies.execute(actor);
    return {
      replied: replied.map(({ inquiryId, toldAt }) => ({ inquiryId, toldAt: new Date(toldAt).toISOString() })),
      toDecide: toDecide.map(({ inquiryId, preparedAt }) => ({
        inquiryId,
        preparedAt: new Date(preparedAt).toISOString(),
      })),
    };
  }

  @Get('consents')
  @ApiOperation({
    summary: 'List the replies for which your organisation’s consent is asked',
    description: 'It registered the person of whom something would be told to whoever asked after them.',
  })
  @ApiOkResponse({ type: AskedConsentList })
  async consents(@CurrentActor() actor: Actor): Promise<Answer<AskedConsentList>> {
    const consents = await this.listReplyConsents.execute(actor);
    return {
      consents: consents.map(({ id, pseudonym, asker, agency, purpose, tells, askedAt, answer }) => ({
        ...{ id, pseudonym, asker, agency, purpose, tells: [...tells], answer },
        askedAt: new Date(askedAt).toISOString(),
      })),
    };
  }

  @Post('consents/:replyId/answers')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Consent that something is told of a person, or refuse it',
    description:
      'The newest answer counts until the central agency has decided. Where the person has said what they want, you cannot agree to more: 409 `reply_not_consented`.',
  })
  @ApiCreatedResponse({ type: ConsentAnswered })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('replyId') replyId: string,
    @Body() body: ConsentAnswerRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ConsentAnswered>> {
    const { id, answer } = await this.answerReplyConsent.execute(actor, { replyId, answer: body.answer }, key);
    return { id, answer };
  }
}
